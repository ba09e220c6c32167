package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.keys.KnownKeys;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.InjectionSettings;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Checks the {@code alluxio.io/} keys of a pod that opted in and nothing opts out. A misspelt key is refused, because it would silently have no
 * effect. Keys that the configuration says belong to another product are left out.
 */
record AlluxioKeyCheck(
        Map<String, String> annotations,
        Map<String, String> labels,
        InjectionSettings settings,
        InjectionReport report) {

    /** Refuses each unknown or misplaced key. */
    void check() {
        checkAnnotations();
        checkLabels();
    }

    private void checkAnnotations() {
        for (String key : KnownKeys.in(annotations.keySet(), settings)) {
            if (key.equals(Keys.INJECT)) {
                refuse(
                        report,
                        key,
                        () -> "has the value \"" + Excerpt.of(annotations.getOrDefault(key, ""))
                                + "\"; allowed: \"false\", which opts the pod out. To opt in, set the label "
                                + Keys.INJECT
                                + ": \"true\" and remove the annotation");
            } else if (!Keys.POD_ANNOTATIONS.contains(key)
                    && !Keys.OWN_ANNOTATIONS.contains(key)
                    && !Keys.WRITTEN_ANNOTATIONS.contains(key)) {
                refuse(report, key, () -> KnownKeys.unknown(key, Keys.POD_ANNOTATIONS));
            }
        }
    }

    private void checkLabels() {
        for (String key : KnownKeys.in(labels.keySet(), settings)) {
            if (!Keys.POD_LABELS.contains(key)) {
                report.refuse(
                        "inject-label",
                        "metadata.labels[" + Excerpt.of(key) + "]",
                        () -> "label " + Excerpt.of(key)
                                + (Keys.POD_ANNOTATIONS.contains(key)
                                        ? " is an annotation, not a label; move it to metadata.annotations"
                                        : " " + KnownKeys.unknown(key, Keys.POD_LABELS)));
            }
        }
    }

    static void refuse(InjectionReport report, String key, String problem) {
        refuse(report, key, () -> problem);
    }

    /** @param problem called only if the refusal is within the limit */
    static void refuse(InjectionReport report, String key, Supplier<String> problem) {
        report.refuse(
                "inject-annotation",
                "metadata.annotations[" + Excerpt.of(key) + "]",
                () -> "annotation " + Excerpt.of(key) + " " + problem.get());
    }

    /** The end of a message that lists valid names. */
    static String known(Collection<String> names) {
        return "; known: " + String.join(", ", names);
    }
}
