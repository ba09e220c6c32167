package alluxio.admission.injector.placement;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Lazy;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Decides whether directories of the node are mounted in a pod. What an earlier injection with the same profile decided stays, since
 * it may have known other nodes. Used by one thread.
 */
public final class NodeDirectories {
    /** In the status, short circuit that was left out because no worker has the directory of the sockets. */
    private static final String SOCKETS = "sockets";

    private final Placement placement;
    private final StatusRecorder recorder;
    private final InjectionReport report;
    private final ProfileOrigin origin;
    private final boolean sameForAllViews;
    private final Lazy<Boolean> isStatusTrue;
    private final Lazy<Optional<String>> obstacle;
    private final Lazy<Optional<String>> sockets;
    private boolean used;

    /**
     * Where the values of the profile come from.
     *
     * @param isDiscovered whether it rests on what was discovered. For a written one of which no node is seen it does not matter where
     *     the pod lands, unless it names the workers' pods
     * @param mayDiffer whether another replica may have seen other workers of it
     */
    public record ProfileOrigin(boolean isDiscovered, boolean mayDiffer) {}

    /**
     * @param sockets why no worker that is seen has the directory of the sockets; empty if one may have it
     * @param isStatusTrue whether all is in the pod that an injection with the same profile claims
     */
    public NodeDirectories(
            Placement placement,
            ProfileOrigin origin,
            Supplier<Optional<String>> sockets,
            StatusRecorder recorder,
            BooleanSupplier isStatusTrue,
            InjectionReport report) {
        this.placement = placement;
        this.recorder = recorder;
        this.report = report;
        this.origin = origin;
        boolean always = origin.isDiscovered() || placement.workers().haveNamedPods();
        // Whether a profile rests on discovery is not the same for all replicas either.
        this.sameForAllViews =
                placement.workers().haveNamedPods() && placement.nodeName().isEmpty();
        this.isStatusTrue = new Lazy<>(isStatusTrue::getAsBoolean);
        this.sockets = new Lazy<>(sockets);
        this.obstacle = new Lazy<>(() -> always || placement.workers().areSeen() ? judge() : Optional.empty());
    }

    /** Why the feature gets no directory of the node, with the fix; empty if it does. */
    public Optional<String> obstacle(Feature feature) {
        Optional<String> placed = settled(feature, feature.key(), obstacle.get(), mayLandElsewhere());
        return placed.isPresent() || feature != Feature.SHORT_CIRCUIT
                ? placed
                : settled(feature, SOCKETS, sockets.get(), origin.mayDiffer());
    }

    /**
     * What holds of an obstacle, given what an earlier injection with the same profile decided.
     *
     * @param key of the obstacle in the status
     * @param mayDiffer whether some replica might see it though this one does not; if not, the pod was changed since one did
     */
    private Optional<String> settled(Feature feature, String key, Optional<String> now, boolean mayDiffer) {
        if (recorder.wasLeftOut(key) && (mayDiffer || now.isPresent()) && retained(key)) {
            recorder.leftOut(key);
            return Optional.of(
                    now.orElse("it was when the pod was injected first; delete the pod, and a new one gets it"));
        }
        if (now.isPresent() && recorder.hadFeature(feature.key()) && retained(key)) {
            report.warn(
                    "injection-retained",
                    feature.key() + " stays as it was injected, though now it would be left out: " + now.get());
            return Optional.empty();
        }
        if (now.isPresent()) {
            recorder.leftOut(key);
        }
        return now;
    }

    private boolean retained(String key) {
        return (key.equals(SOCKETS) || !sameForAllViews) && isStatusTrue.get();
    }

    private boolean mayLandElsewhere() {
        return placement.nodeName().isPresent() || placement.obstacle().isPresent();
    }

    /** Why a container that is added once and never changed gets no sockets: neither recorded nor reported. */
    public Optional<String> obstacle() {
        Optional<String> placed = obstacle.get();
        return placed.isPresent() ? placed : sockets.get();
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
        Optional<String> name = placement.nodeName();
        if (name.isPresent() && placement.node().isEmpty()) {
            report.inform(
                    "node-not-seen",
                    "node \"" + name.get()
                            + "\" is not seen, so whether a worker runs there follows from the pod's own "
                            + "nodeSelector and affinity only");
        }
        return placement.obstacle();
    }
}
