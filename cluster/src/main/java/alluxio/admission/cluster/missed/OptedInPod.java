package alluxio.admission.cluster.missed;

import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.snapshot.PodSummary;
import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.pod.OptOut;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.StatusReader;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.kube.JsonNodes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pod that opted in, and what became of it. Agrees with the admission policy of the chart, which warns about the same pods
 * when they are created.
 *
 * @param status empty when the pod has none, or one that no injection wrote
 * @param statusText the annotation, "" without
 */
public record OptedInPod(ObjectNode pod, Optional<InjectionStatus> status, String statusText) {
    /** A member of a summary, which has no containers: whether the pod is one of Alluxio's own. */
    private static final String ALLUXIO_POD = PodSummary.ALLUXIO_POD;

    private static final String MIRROR = "kubernetes.io/config.mirror";
    private static final StatusReader READER = new StatusReader();

    /** Why a pod that opted in does without Alluxio. */
    public enum Missed {
        NO("a true status"),
        NO_STATUS("no alluxio.io/status: it opted in later, or the webhook did not answer when it was created"),
        FORGED("an alluxio.io/status that no injection wrote"),
        WITHOUT_VOLUMES("an alluxio.io/status that names volumes it does not have");

        private final String reason;

        Missed(String reason) {
            this.reason = reason;
        }

        /** For messages, after the pod's name. */
        public String reason() {
            return reason;
        }
    }

    /**
     * Empty for a pod that did not opt in, is over, or on which the webhook has no say.
     *
     * @param namespaceLabels of its namespace
     * @param injection which pods the configuration leaves out
     */
    public static Optional<OptedInPod> of(
            ObjectNode pod, Map<String, String> namespaceLabels, InjectionSettings injection) {
        return PodState.isOver(pod) || !optedIn(pod, namespaceLabels, injection)
                ? Optional.empty()
                : Optional.of(read(pod));
    }

    private static OptedInPod read(ObjectNode pod) {
        String text =
                JsonNodes.stringMap(pod.path("metadata").path("annotations")).getOrDefault(Keys.STATUS, "");
        return new OptedInPod(pod, READER.read(text, Budget.ofDecision()), text);
    }

    /** Whether the pod had opted in, and is over. */
    public static boolean hasEnded(ObjectNode pod, Map<String, String> namespaceLabels, InjectionSettings injection) {
        return PodState.isOver(pod) && optedIn(pod, namespaceLabels, injection);
    }

    private static boolean optedIn(ObjectNode pod, Map<String, String> namespaceLabels, InjectionSettings injection) {
        JsonNode metadata = pod.path("metadata");
        if (metadata.has("deletionTimestamp") || metadata.path("annotations").has(MIRROR)) {
            return false;
        }
        String label = JsonNodes.stringMap(metadata.path("labels")).get(Keys.INJECT);
        boolean byNamespace = label == null
                && "true".equals(namespaceLabels.get(Keys.INJECT))
                && !pod.path(ALLUXIO_POD).booleanValue(false)
                && !PodView.of(pod, Set.of()).isAlluxioPod();
        return (label != null || byNamespace) && OptOut.of(pod, injection).isEmpty();
    }

    public Missed missed() {
        if (statusText.isEmpty()) {
            return Missed.NO_STATUS;
        }
        if (status.isEmpty()) {
            return Missed.FORGED;
        }
        if (!pod.path("spec").has("containers")) {
            return Missed.NO; // A summary, which does not have the volumes either.
        }
        Set<String> volumes = pod.path("spec")
                .path("volumes")
                .valueStream()
                .map(volume -> JsonNodes.text(volume, "name"))
                .collect(Collectors.toSet());
        return volumes.containsAll(status.get().details(AdditionKind.VOLUMES).keySet())
                ? Missed.NO
                : Missed.WITHOUT_VOLUMES;
    }

    /** Whether it was injected with this profile. */
    public boolean usesProfile(String profile) {
        return status.filter(injected -> injected.profile().equals(profile)).isPresent();
    }
}
