package alluxio.admission.injector.keys;

import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.kube.JsonNodes;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A label or an annotation by which the author of an object most likely meant to opt its pods in, and which does nothing. Also for
 * pods that a controller made: they have the mistakes of its template.
 *
 * @param cause what is wrong with it
 * @param field {@code labels} or {@code annotations}
 * @param key such as {@code alluxio.io/injct}
 */
public record MissedOptIn(MissedOptInCause cause, String field, String key) {
    private static final String LABELS = "labels";
    private static final String ANNOTATIONS = "annotations";

    /** What is wrong with it. */
    public enum MissedOptInCause {
        /** A key that does not exist, near the right one. */
        MISSPELT,
        /** The annotation, which only opts out. */
        ANNOTATION,
        /** In the workload's own metadata, not in its template. */
        BESIDE_TEMPLATE
    }

    /**
     * Looks at the metadata of a pod or of a template. Empty where the label or the opt-out is set.
     *
     * @param settings name the keys of other products
     */
    public static Optional<MissedOptIn> inPod(JsonNode metadata, InjectionSettings settings) {
        return isDecided(metadata)
                ? Optional.empty()
                : misspelt(metadata, settings).or(() -> annotation(metadata));
    }

    /**
     * Looks at metadata of a workload that is not its pods'. Empty where the label or the opt-out is set in the template.
     *
     * @param ofTemplate the metadata of the template
     */
    public static Optional<MissedOptIn> besideTemplate(
            JsonNode metadata, JsonNode ofTemplate, InjectionSettings settings) {
        if (isDecided(ofTemplate)) {
            return Optional.empty();
        }
        String label = JsonNodes.text(metadata.path(LABELS), Keys.INJECT);
        if (label.equals("false")) {
            return Optional.empty();
        }
        return label.isEmpty()
                ? inPod(metadata, settings)
                        .map(found -> new MissedOptIn(MissedOptInCause.BESIDE_TEMPLATE, found.field(), found.key()))
                : Optional.of(new MissedOptIn(MissedOptInCause.BESIDE_TEMPLATE, LABELS, Keys.INJECT));
    }

    private static boolean isDecided(JsonNode metadata) {
        return metadata.path(LABELS).has(Keys.INJECT)
                || JsonNodes.text(metadata.path(ANNOTATIONS), Keys.INJECT).equals("false");
    }

    private static Optional<MissedOptIn> misspelt(JsonNode metadata, InjectionSettings settings) {
        Map<String, String> labels = JsonNodes.stringMap(metadata.path(LABELS));
        return Stream.concat(
                        KnownKeys.in(labels.keySet(), settings).stream().filter(KnownKeys::isMisspeltLabel),
                        KnownKeys.withNearPrefix(labels.keySet(), Keys.POD_LABELS).stream())
                .filter(key -> !"false".equals(labels.get(key)))
                .findFirst()
                .map(key -> new MissedOptIn(MissedOptInCause.MISSPELT, LABELS, key));
    }

    private static Optional<MissedOptIn> annotation(JsonNode metadata) {
        return metadata.path(ANNOTATIONS).has(Keys.INJECT)
                ? Optional.of(new MissedOptIn(MissedOptInCause.ANNOTATION, ANNOTATIONS, Keys.INJECT))
                : Optional.empty();
    }

    /** What is wrong, from the key: {@code label alluxio.io/injct is not known (did you mean "alluxio.io/inject"?)}. */
    public String sentence() {
        return kind() + " " + Excerpt.of(key)
                + switch (cause) {
                    case MISSPELT -> " is not known" + suggestion();
                    case ANNOTATION -> " only opts out, with \"false\"";
                    case BESIDE_TEMPLATE -> " has no effect beside the template" + suggestion();
                };
    }

    /** The same, to follow the name of the object: {@code has the label alluxio.io/injct, which is not known …}. */
    public String predicate() {
        return "has the " + kind() + " " + Excerpt.of(key)
                + switch (cause) {
                    case MISSPELT -> ", which is not known" + suggestion();
                    case ANNOTATION -> ", which only opts out, with \"false\"";
                    case BESIDE_TEMPLATE -> suggestion() + " in its own metadata, not in its template";
                };
    }

    /** @param labels where the right label belongs, such as {@code spec.template.metadata.labels} */
    public String fix(String labels) {
        return switch (cause) {
            case MISSPELT -> "correct it in " + labels;
            case ANNOTATION -> "move it to " + labels;
            case BESIDE_TEMPLATE -> "set the label " + Keys.INJECT + ": \"true\" in " + labels;
        };
    }

    private String suggestion() {
        return key.equals(Keys.INJECT) ? "" : KnownKeys.suggestion(key, Keys.POD_LABELS);
    }

    private String kind() {
        return field.substring(0, field.length() - 1);
    }
}
