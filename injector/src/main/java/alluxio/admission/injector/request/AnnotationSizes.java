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

/**
 * Checks the size of a pod's annotations against {@link Limits}. The API server checks it, too, but only after the webhooks have
 * read them.
 */
public final class AnnotationSizes {
    private static final String RULE = "inject-annotation";
    private static final String FIELD = "metadata.annotations";

    private AnnotationSizes() {}

    /** Refuses each {@code alluxio.io/} annotation that is too long. */
    static void check(Map<String, String> annotations, InjectionReport report) {
        for (Map.Entry<String, String> annotation : annotations.entrySet()) {
            if (annotation.getKey().startsWith(Keys.PREFIX) && isTooLong(annotation.getValue())) {
                refuse(annotation.getKey(), annotation.getValue(), report);
            }
        }
    }

    private static void refuse(String key, String value, InjectionReport report) {
        AlluxioKeyCheck.refuse(
                report,
                key,
                () -> "has " + Utf8.length(value) + " bytes, more than the limit of " + Limits.ANNOTATION_BYTES
                        + "; shorten it"
                        + (Keys.WRITTEN_ANNOTATIONS.contains(key) ? ", or remove it" : ""));
    }

    /** The refusal of a pod whose status would be larger than the annotations of a pod may be. */
    public static Refusal full() {
        return new Refusal(
                RULE,
                FIELD,
                "the injection needs more in annotation " + Keys.STATUS + " than the "
                        + Limits.ANNOTATIONS_BYTES
                        + " bytes that Kubernetes allows for all annotations of a pod: too many containers are injected; "
                        + "leave some out with " + Keys.EXCLUDE_CONTAINERS
                        + ", or name only those that need Alluxio in "
                        + Keys.CONTAINERS);
    }

    /** Whether an annotation is longer than is read. */
    public static boolean isTooLong(String value) {
        return Utf8.isLongerThan(Limits.ANNOTATION_BYTES, value);
    }

    /** The refusal if the pod's annotations, with those of the injection, are larger than Kubernetes allows. */
    public static Optional<Refusal> tooLarge(PodElement annotations) {
        long all = 0;
        long injected = 0;
        for (Map.Entry<String, JsonNode> each : annotations.node().properties()) {
            int bytes = Utf8.length(each.getKey()) + Utf8.length(each.getValue().stringValue(""));
            all += bytes;
            injected += Keys.WRITTEN_ANNOTATIONS.contains(each.getKey()) ? bytes : 0;
        }
        return all <= Limits.ANNOTATIONS_BYTES ? Optional.empty() : Optional.of(tooLarge(all, injected));
    }

    private static Refusal tooLarge(long all, long injected) {
        return new Refusal(
                RULE,
                FIELD,
                "the pod's annotations have " + all + " bytes, " + injected
                        + " of them from the injection, and Kubernetes allows "
                        + Limits.ANNOTATIONS_BYTES
                        + " in all; shorten the others, or leave containers out with "
                        + Keys.EXCLUDE_CONTAINERS);
    }
}
