package alluxio.admission.injector.status;

import static alluxio.admission.injector.status.InjectionStatus.ADDED;
import static alluxio.admission.injector.status.InjectionStatus.INJECTED;
import static alluxio.admission.injector.status.InjectionStatus.LEFT_OUT;
import static alluxio.admission.injector.status.InjectionStatus.PARENTS;
import static alluxio.admission.injector.status.InjectionStatus.RESULT;
import static alluxio.admission.injector.status.InjectionStatus.SCHEMA;
import static alluxio.admission.injector.status.InjectionStatus.SCHEMA_KEY;
import static alluxio.admission.injector.status.InjectionStatus.SKIPPED;
import static alluxio.admission.injector.status.InjectionStatus.UNCHANGED;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.model.Budget;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.JsonNodes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the annotation {@code alluxio.io/status}, which any client may have written. Thread-safe. */
public final class StatusReader {
    private static final Set<String> KINDS =
            Arrays.stream(AdditionKind.values()).map(AdditionKind::key).collect(Collectors.toUnmodifiableSet());

    private final JsonMapper mapper = JsonMapper.shared();

    /** Reads the status; empty if the text is not one, or has another schema. */
    public Optional<InjectionStatus> read(String text, Budget budget) {
        return tree(text, budget).filter(StatusReader::isStatus).map(StatusReader::status);
    }

    /** Why the webhook skipped the pod, in its words; empty if the status says something else. */
    public Optional<String> skipReason(String text, Budget budget) {
        return tree(text, budget)
                .filter(json -> JsonNodes.text(json, RESULT).equals(SKIPPED))
                .map(json -> JsonNodes.text(json, "reason"));
    }

    /**
     * What in the status this version does not understand; empty if it understands everything, or if the text is not a status. A
     * newer version may raise the schema, or add kinds to this one.
     */
    public Optional<String> newer(String text, Budget budget) {
        return tree(text, budget).flatMap(json -> {
            int schema = json.path(SCHEMA_KEY).intValue(0);
            if (schema > SCHEMA) {
                return Optional.of("has schema " + schema + ", and this version knows " + SCHEMA);
            }
            List<String> unknown = json.path(ADDED)
                    .propertyStream()
                    .map(Map.Entry::getKey)
                    .filter(kind -> !KINDS.contains(kind))
                    .sorted()
                    .toList();
            return isStatus(json) && !unknown.isEmpty()
                    ? Optional.of("lists what this version does not know: " + Excerpt.of(String.join(", ", unknown)))
                    : Optional.empty();
        });
    }

    private Optional<JsonNode> tree(String text, Budget budget) {
        budget.spendText(text.length());
        try {
            return Optional.of(mapper.readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static boolean isStatus(JsonNode json) {
        String result = json.path(RESULT).stringValue("");
        return json.path(SCHEMA_KEY).intValue(0) == SCHEMA && (result.equals(INJECTED) || result.equals(SKIPPED));
    }

    private static InjectionStatus status(JsonNode json) {
        return new InjectionStatus(
                json.path("profile").stringValue(""),
                json.path("digest").stringValue(""),
                texts(json.path("features")),
                new InjectionStatus.Omissions(texts(json.path(LEFT_OUT)), texts(json.path(UNCHANGED))),
                additions(json.path(ADDED)),
                JsonNodes.stringMap(json.path(PARENTS)));
    }

    private static List<String> texts(JsonNode list) {
        return Iterables.map(list, text -> text.stringValue(""));
    }

    private static Map<Addition, String> additions(JsonNode added) {
        Map<Addition, String> additions = new LinkedHashMap<>();
        for (AdditionKind kind : AdditionKind.values()) {
            added.path(kind.key())
                    .properties()
                    .forEach(where -> JsonNodes.stringMap(where.getValue())
                            .forEach(
                                    (what, detail) -> additions.put(new Addition(kind, where.getKey(), what), detail)));
        }
        return additions;
    }
}
