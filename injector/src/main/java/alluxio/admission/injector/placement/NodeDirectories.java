package alluxio.admission.injector.placement;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Lazy;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Decides whether directories of the node are mounted in a pod. What an earlier injection with the same profile decided stays, since
 * it may have known other nodes. Used by one thread.
 */
public final class NodeDirectories {
    private final Placement placement;
    private final StatusRecorder recorder;
    private final InjectionReport report;
    private final Lazy<Boolean> retained;
    private final Lazy<Optional<String>> obstacle;
    private boolean used;

    /**
     * @param discovered whether the profile rests on what was discovered. For a written one of which no node is seen it does not matter
     *     where the pod lands, unless it names the workers' pods
     * @param isStatusTrue whether all is in the pod that an injection with the same profile claims
     */
    public NodeDirectories(
            Placement placement,
            boolean discovered,
            StatusRecorder recorder,
            BooleanSupplier isStatusTrue,
            InjectionReport report) {
        this.placement = placement;
        this.recorder = recorder;
        this.report = report;
        boolean always = discovered || placement.workers().haveNamedPods();
        // Whether a profile rests on discovery is not the same for all replicas either.
        boolean sameForAllViews =
                placement.workers().haveNamedPods() && placement.nodeName().isEmpty();
        this.retained = new Lazy<>(() -> !sameForAllViews && isStatusTrue.getAsBoolean());
        this.obstacle = new Lazy<>(() -> always || placement.workers().areSeen() ? judge() : Optional.empty());
    }

    /** Why the feature gets no directory of the node, with the fix; empty if it does. */
    public Optional<String> obstacle(Feature feature) {
        Optional<String> now = obstacle.get();
        String key = feature.key();
        if (recorder.wasLeftOut(key) && mayBeLeftOut() && retained.get()) {
            recorder.leftOut(key);
            return Optional.of(
                    now.orElse("it was when the pod was injected first; delete the pod, and a new one gets it"));
        }
        if (now.isPresent() && recorder.hadFeature(key) && retained.get()) {
            report.warn(
                    "injection-retained",
                    key + " stays as it was injected, though now it would be left out: " + now.get());
            return Optional.empty();
        }
        now.ifPresent(_ -> recorder.leftOut(key));
        return now;
    }

    /** Whether some replica might leave a directory out; if not, the pod was changed since one did. */
    private boolean mayBeLeftOut() {
        return placement.nodeName().isPresent() || placement.obstacle().isPresent();
    }

    /** The same for a container that is added once and never changed: neither recorded nor reported. */
    public Optional<String> obstacle() {
        return obstacle.get();
    }

    /** Notes that a directory of the node is mounted, so that the pod must run beside a worker. */
    public void use() {
        used = true;
    }

    public boolean areUsed() {
        return used;
    }

    public Placement placement() {
        return placement;
    }

    private Optional<String> judge() {
        placement
                .nodeName()
                .filter(name -> placement.node().isEmpty())
                .ifPresent(name -> report.inform(
                        "node-not-seen",
                        "node \"" + name + "\" is not seen, so whether a worker runs there follows from the pod's own "
                                + "nodeSelector and affinity only"));
        return placement.obstacle();
    }
}
