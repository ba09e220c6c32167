package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Limits;
import alluxio.admission.model.Utf8;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Holds a pod's annotations to {@link Limits}: the API server would refuse them too, but after its webhooks have read them. */
public final class AnnotationSizes {
    private static final String RULE = "inject-annotation";
    private static final String FIELD = "metadata.annotations";

    private AnnotationSizes() {}

    /** Refuses each {@code alluxio.io/} annotation that is longer than one may be. */
    static void check(Map<String, String> annotations, InjectionReport report) {
        annotations.forEach((key, value) -> {
            if (key.startsWith(Keys.PREFIX) && isTooLong(value)) {
                AlluxioKeyCheck.refuse(
                        report,
                        key,
                        () -> "has " + Utf8.length(value) + " bytes; at most " + Limits.ANNOTATION_BYTES
                                + " are read; shorten it"
                                + (Keys.WRITTEN_ANNOTATIONS.contains(key) ? ", or remove it" : ""));
            }
        });
    }

    /** Of an injection that has more to write down than all annotations of a pod may hold. */
    public static Refusal full() {
        return new Refusal(
                RULE,
                FIELD,
                "the injection has more to write down in annotation " + Keys.STATUS + " than the "
                        + Limits.ANNOTATIONS_BYTES
                        + " bytes that Kubernetes takes for all annotations of a pod: it has too many containers to inject "
                        + "into; leave some out with " + Keys.EXCLUDE_CONTAINERS
                        + ", or name those that need Alluxio with "
                        + Keys.CONTAINERS);
    }

    public static boolean isTooLong(String value) {
        return Utf8.length(value) > Limits.ANNOTATION_BYTES;
    }

    /** Why the pod's annotations, with those of the injection, are more than Kubernetes takes; empty when they are not. */
    public static Optional<Refusal> tooLarge(PodElement annotations) {
        long all = 0;
        long ours = 0;
        for (Map.Entry<String, JsonNode> each : annotations.node().properties()) {
            int bytes = Utf8.length(each.getKey()) + Utf8.length(each.getValue().stringValue(""));
            all += bytes;
            ours += Keys.WRITTEN_ANNOTATIONS.contains(each.getKey()) ? bytes : 0;
        }
        return all <= Limits.ANNOTATIONS_BYTES
                ? Optional.empty()
                : Optional.of(new Refusal(
                        RULE,
                        FIELD,
                        "the pod's annotations have " + all + " bytes, " + ours
                                + " of them for what the injection writes down, and Kubernetes takes "
                                + Limits.ANNOTATIONS_BYTES
                                + " for all of them; shorten the others, or leave containers out with "
                                + Keys.EXCLUDE_CONTAINERS));
    }
}
