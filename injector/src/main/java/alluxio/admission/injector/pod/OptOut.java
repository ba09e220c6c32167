package alluxio.admission.injector.pod;

import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.kube.JsonNodes;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * What keeps a pod out whose label or namespace opts it in: its own label, its annotation, which is for pods whose labels nobody
 * can set, or the configuration. The chart's match conditions and policies say the same in CEL, so that the API server sends no
 * such pod, and an outage of the webhook does not concern it.
 *
 * @param reason why it is left alone
 * @param advice how to have it injected
 * @param beside why a label of the pod that opts in has no effect, for a warning
 */
public record OptOut(String reason, String advice, String beside) {
    private static final String FALSE = "false";

    /** Reads the raw pod, whatever its shape. Empty for a pod that nothing keeps out. */
    public static Optional<OptOut> of(JsonNode pod, InjectionSettings settings) {
        JsonNode metadata = pod.path("metadata");
        JsonNode labels = metadata.path("labels");
        if (JsonNodes.text(labels, Keys.INJECT).equals(FALSE)) {
            return Optional.of(new OptOut(
                    "the pod's label " + Keys.INJECT + " is \"false\"",
                    "set it to \"true\" to make the pod an Alluxio client",
                    ""));
        }
        if (JsonNodes.text(metadata.path("annotations"), Keys.INJECT).equals(FALSE)) {
            return Optional.of(new OptOut(
                    "the pod's annotation " + Keys.INJECT + " is \"false\"",
                    "remove it to make the pod an Alluxio client",
                    "the pod's annotation " + Keys.INJECT + ": \"false\" opts it out; remove one of the two"));
        }
        if (settings.excludedPods().isEmpty()) {
            return Optional.empty();
        }
        OptionalInt selector = settings.exclusion(JsonNodes.stringMap(labels));
        if (selector.isEmpty()) {
            return Optional.empty();
        }
        String where = "injection.excludedPods[" + selector.getAsInt() + "] of the configuration";
        return Optional.of(new OptOut(
                where + " selects the pod by its labels",
                "to make it an Alluxio client, change its labels or the configuration",
                where + " leaves the pod out; remove the label, or change the configuration"));
    }
}
