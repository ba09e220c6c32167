package alluxio.admission.injector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the annotation {@code alluxio.io/status} says of an injected pod: everything that {@code uninject} needs.
 * Compact JSON with sorted keys, so that the same injection always gives the same text:
 *
 * <pre>{"schema":1,"result":"injected","profile":"alluxio","digest":"…","features":["short-circuit"],
 * "added":{"mounts":{"app":{"/opt/domain":""}},"volumes":{"":{"alluxio-domain":""}}},"parents":{"spec.volumes":"absent"}}</pre>
 *
 * @param digest of the profile's values
 * @param additions what was added, to a detail: for options appended to a variable the digest of our part
 * @param parents lists and objects that were absent, null or empty before
 */
record Status(
        String profile,
        String digest,
        List<String> features,
        Map<Addition, String> additions,
        Map<String, String> parents) {
    static final int SCHEMA = 1;
    static final String RESULT = "result";
    static final String INJECTED = "injected";
    private static final String SKIPPED = "skipped";

    /** What was added, in the order in which the annotation lists it. */
    enum Kind {
        ANNOTATIONS,
        ENV,
        HOST_ALIASES,
        IMAGE_PULL_SECRETS,
        INIT_CONTAINERS,
        MOUNTS,
        OPTIONS,
        VOLUMES;

        String key() {
            return switch (this) {
                case HOST_ALIASES -> "hostAliases";
                case IMAGE_PULL_SECRETS -> "imagePullSecrets";
                case INIT_CONTAINERS -> "initContainers";
                default -> name().toLowerCase(Locale.ROOT);
            };
        }
    }

    /**
     * @param where the container, IP or annotation; "" for the pod
     * @param what the name or path
     */
    record Addition(Kind kind, String where, String what) {}

    Optional<String> detail(Addition addition) {
        return Optional.ofNullable(additions.get(addition));
    }

    String toJson() {
        ObjectNode json = head(INJECTED).put("profile", profile).put("digest", digest);
        features.forEach(json.putArray("features")::add);
        ObjectNode added = json.putObject("added");
        additions.entrySet().stream()
                .sorted((a, b) -> order(a.getKey()).compareTo(order(b.getKey())))
                .forEach(e -> child(
                                child(added, e.getKey().kind().key()),
                                e.getKey().where())
                        .put(e.getKey().what(), e.getValue()));
        ObjectNode parentStates = json.putObject("parents");
        parents.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> parentStates.put(e.getKey(), e.getValue()));
        return json.toString();
    }

    /** The annotation of a pod that opted in and was left as it is. */
    static String skipped(String reason) {
        return head(SKIPPED).put("reason", reason).toString();
    }

    /** Reads an annotation; empty when it is none of ours, or not one of an injected pod. */
    static Optional<Status> parse(JsonMapper mapper, String text) {
        try {
            JsonNode json = mapper.readTree(text);
            if (json.path("schema").intValue(0) != SCHEMA
                    || !json.path(RESULT).stringValue("").equals(INJECTED)) {
                return Optional.empty();
            }
            return Optional.of(new Status(
                    json.path("profile").stringValue(""),
                    json.path("digest").stringValue(""),
                    json.path("features")
                            .valueStream()
                            .map(f -> f.stringValue(""))
                            .toList(),
                    additions(json.path("added")),
                    texts(json.path("parents"))));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Map<Addition, String> additions(JsonNode added) {
        Map<Addition, String> additions = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            added.path(kind.key())
                    .properties()
                    .forEach(where -> texts(where.getValue())
                            .forEach(
                                    (what, detail) -> additions.put(new Addition(kind, where.getKey(), what), detail)));
        }
        return additions;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().stringValue("")));
        return texts;
    }

    private static ObjectNode head(String result) {
        return JsonNodeFactory.instance.objectNode().put("schema", SCHEMA).put(RESULT, result);
    }

    private static ObjectNode child(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode child ? child : parent.putObject(name);
    }

    private static String order(Addition addition) {
        return addition.kind().key() + '\0' + addition.where() + '\0' + addition.what();
    }
}
