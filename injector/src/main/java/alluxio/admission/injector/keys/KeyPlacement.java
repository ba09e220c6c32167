package alluxio.admission.injector.keys;

import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Limits;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.FieldPath.Segment;
import alluxio.admission.model.kube.JsonNodes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Finds {@code alluxio.io/} keys that are misspelt or stand where they have no effect, in one object: what the policy about keys
 * says when the object is created, for manifests. A pod that opted in is left out: its injection refuses such keys, except those with
 * a misspelt prefix.
 */
public final class KeyPlacement {
    private static final String LABELS = "labels";
    private static final String ANNOTATIONS = "annotations";
    private static final List<String> WITH_NEAR_PREFIX = Stream.concat(
                    Keys.POD_LABELS.stream(), Keys.POD_ANNOTATIONS.stream())
            .toList();

    private final InjectionSettings settings;
    private final List<KeyMistake> mistakes = new ArrayList<>();

    public KeyPlacement(InjectionSettings settings) {
        this.settings = settings;
    }

    /** In the order in which they were looked for; as many as are told at most. */
    public List<KeyMistake> mistakes() {
        return List.copyOf(mistakes);
    }

    /** Looks at a Namespace. */
    public void namespace(JsonNode metadata) {
        FieldPath place = FieldPath.parse("metadata");
        String onPods = "set it on pods or in their templates";
        labels(place, metadata, " has no effect: it is an annotation of pods", onPods, () -> {});
        for (String key : keys(metadata, ANNOTATIONS)) {
            if (key.equals(Keys.INJECT) || isPodAnnotation(key)) {
                String fix = key.equals(Keys.INJECT) ? "it is a label there, not an annotation" : onPods;
                report(place, ANNOTATIONS, key, " has no effect on a Namespace", fix);
            } else {
                unknownAnnotation(place, key);
            }
        }
    }

    /**
     * Looks at metadata of a workload that is not its pods'.
     *
     * @param place of the metadata
     * @param template the place of the pod template's metadata
     * @param ofTemplate that metadata: what stands there too does no harm here
     */
    public void workload(String kind, FieldPath place, JsonNode metadata, FieldPath template, JsonNode ofTemplate) {
        labels(place, metadata, " has no effect: it is an annotation", "set it in " + template + ".annotations", () -> {
            if (!ofTemplate.path(LABELS).has(Keys.INJECT)) {
                String problem = " has no effect in " + place + " of a " + kind;
                report(place, LABELS, Keys.INJECT, problem, "set it in " + template + ".labels");
            }
        });
        for (String key : keys(metadata, ANNOTATIONS)) {
            if (!key.equals(Keys.INJECT) && !Keys.POD_ANNOTATIONS.contains(key)) {
                unknownAnnotation(place, key);
            } else if (!ofTemplate.path(ANNOTATIONS).has(key)) {
                String fix = key.equals(Keys.INJECT)
                        ? "to opt in, set the label in " + template + ".labels; to opt out, the annotation in "
                                + template + ".annotations"
                        : "set it in " + template + ".annotations";
                report(place, ANNOTATIONS, key, " has no effect on a " + kind, fix);
            }
        }
    }

    /**
     * Looks at the metadata of a pod, or of a template.
     *
     * @param namespaceOptedIn whether the label of its namespace is {@code "true"}
     */
    public void pod(FieldPath place, JsonNode metadata, boolean namespaceOptedIn) {
        Optional<String> label =
                Optional.ofNullable(JsonNodes.stringMap(metadata.path(LABELS)).get(Keys.INJECT));
        boolean optedOut =
                JsonNodes.text(metadata.path(ANNOTATIONS), Keys.INJECT).equals("false");
        boolean asks = label.map(value -> !value.equals("false")).orElse(namespaceOptedIn);
        if (asks && !optedOut) {
            KnownKeys.withNearPrefix(metadata.path(ANNOTATIONS).propertyNames(), Keys.POD_ANNOTATIONS)
                    .forEach(key -> unknownAnnotation(place, key));
            return;
        }
        labels(
                place,
                metadata,
                " has no effect: it is an annotation, not a label",
                "move it to " + place + ".annotations",
                () -> {});
        for (String key : keys(metadata, ANNOTATIONS)) {
            if (key.equals(Keys.INJECT)) {
                if (!optedOut) {
                    report(
                            place,
                            ANNOTATIONS,
                            key,
                            " only opts out, with \"false\"",
                            "to opt in, move it to " + place + ".labels");
                }
            } else if (!Keys.POD_ANNOTATIONS.contains(key)) {
                unknownAnnotation(place, key);
            } else if (label.isEmpty() && !optedOut) {
                String problem = " has no effect: neither the pod nor its namespace has the label " + Keys.INJECT;
                report(place, ANNOTATIONS, key, problem, optIn(place));
            }
        }
    }

    /**
     * Looks at labels, among which annotations and unknown keys are mistakes.
     *
     * @param problem what is wrong with an annotation here, with the fix
     * @param inject called where the only label is among them, in its order
     */
    private void labels(FieldPath place, JsonNode metadata, String problem, String fix, Runnable inject) {
        for (String key : keys(metadata, LABELS)) {
            if (isPodAnnotation(key)) {
                report(place, LABELS, key, problem, fix);
            } else if (key.equals(Keys.INJECT)) {
                inject.run();
            } else {
                unknownLabel(place, key);
            }
        }
    }

    private static String optIn(FieldPath place) {
        return "to opt in, set the label " + Keys.INJECT + ": \"true\" in " + place + ".labels";
    }

    private void unknownLabel(FieldPath place, String key) {
        report(
                place,
                LABELS,
                key,
                " is not known" + KnownKeys.suggestion(key, Keys.POD_LABELS),
                "the only label is " + Keys.INJECT + ", with \"true\" or \"false\"");
    }

    /** Unless Alluxio's own objects may have it, or the webhook writes it. */
    private void unknownAnnotation(FieldPath place, String key) {
        if (!Keys.ALL.contains(key)) {
            report(
                    place,
                    ANNOTATIONS,
                    key,
                    " is not known" + KnownKeys.suggestion(key, Keys.ALL),
                    "known: " + String.join(", ", Keys.POD_ANNOTATIONS));
        }
    }

    private void report(FieldPath place, String field, String key, String problem, String fix) {
        if (mistakes.size() == Limits.REPORTED_FINDINGS) {
            return;
        }
        FieldPath path = place.then(new Segment.Member(field)).then(new Segment.Member(key));
        mistakes.add(
                new KeyMistake(path, field.substring(0, field.length() - 1) + " " + Excerpt.of(key) + problem, fix));
    }

    private static boolean isPodAnnotation(String key) {
        return Keys.ALL.contains(key) && !Keys.POD_LABELS.contains(key);
    }

    /** Those with the prefix, and those whose prefix is misspelt, too. */
    private List<String> keys(JsonNode metadata, String field) {
        Collection<String> all = metadata.path(field).propertyNames();
        List<String> near = KnownKeys.withNearPrefix(all, field.equals(LABELS) ? Keys.POD_LABELS : WITH_NEAR_PREFIX);
        return Stream.concat(KnownKeys.in(all, settings).stream(), near.stream())
                .toList();
    }
}
