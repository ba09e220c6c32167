package alluxio.admission.injector;

import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.Keys;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks the {@code alluxio.io/} keys of a pod that opted in. A misspelt key is refused: it would otherwise be a setting
 * that silently does nothing.
 */
record PodKeys(Map<String, String> annotations, Map<String, String> labels, Report report) {

    void check() {
        for (String key : new TreeMap<>(annotations).keySet()) {
            if (key.startsWith(Keys.PREFIX)
                    && !Keys.POD_ANNOTATIONS.contains(key)
                    && !Keys.OWN_ANNOTATIONS.contains(key)
                    && !Keys.WRITTEN_ANNOTATIONS.contains(key)) {
                refuse(
                        report,
                        key,
                        Keys.POD_LABELS.contains(key)
                                ? "is a label, not an annotation; move it to metadata.labels"
                                : unknown(key, Keys.POD_ANNOTATIONS));
            }
        }
        for (String key : new TreeMap<>(labels).keySet()) {
            if (key.startsWith(Keys.PREFIX) && !Keys.POD_LABELS.contains(key)) {
                report.refuse(
                        "inject-label",
                        "metadata.labels[" + key + "]",
                        "label " + key
                                + (Keys.POD_ANNOTATIONS.contains(key)
                                        ? " is an annotation, not a label; move it to metadata.annotations"
                                        : " " + unknown(key, Keys.POD_LABELS)));
            }
        }
    }

    static void refuse(Report report, String key, String problem) {
        report.refuse("inject-annotation", "metadata.annotations[" + key + "]", "annotation " + key + " " + problem);
    }

    static String known(Collection<String> names) {
        return "; known: " + String.join(", ", names);
    }

    /** The prefix, alike in all keys, must not make two of them look near. */
    private static String unknown(String key, List<String> keys) {
        List<String> names =
                keys.stream().map(k -> k.substring(Keys.PREFIX.length())).toList();
        return "is not known"
                + DidYouMean.nearest(key.substring(Keys.PREFIX.length()), names)
                        .map(near -> " (did you mean \"" + Keys.PREFIX + near + "\"?)")
                        .orElse("")
                + known(keys);
    }
}
