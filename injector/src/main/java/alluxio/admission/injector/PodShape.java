package alluxio.admission.injector;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds what has the wrong type among the parts of a pod that an injection reads, and containers that share a name. The API server has decoded the pod
 * before it asks us, a file on the command line nobody has. Null is right everywhere: it means the same as missing.
 */
final class PodShape {
    static final String RULE = "inject-malformed";

    private sealed interface Shape {}

    private record Text() implements Shape {}

    private record Texts() implements Shape {}

    private record Whole() implements Shape {}

    private record ListOf(Shape item) implements Shape {}

    private record Members(Map<String, Shape> members) implements Shape {}

    private static final Shape TEXT = new Text();
    private static final Shape NUMBERED = new Members(Map.of("runAsUser", new Whole()));
    private static final Shape CONTAINERS = new ListOf(new Members(Map.ofEntries(
            Map.entry("name", TEXT),
            Map.entry("image", TEXT),
            Map.entry("imagePullPolicy", TEXT),
            Map.entry("restartPolicy", TEXT),
            Map.entry("securityContext", NUMBERED),
            Map.entry("command", new ListOf(TEXT)),
            Map.entry("args", new ListOf(TEXT)),
            Map.entry(
                    "env",
                    new ListOf(new Members(Map.of("name", TEXT, "value", TEXT, "valueFrom", new Members(Map.of()))))),
            Map.entry("envFrom", new ListOf(new Members(Map.of("prefix", TEXT)))),
            Map.entry("volumeDevices", new ListOf(new Members(Map.of("devicePath", TEXT)))),
            Map.entry(
                    "volumeMounts",
                    new ListOf(new Members(Map.of(
                            "name",
                            TEXT,
                            "mountPath",
                            TEXT,
                            "subPath",
                            TEXT,
                            "subPathExpr",
                            TEXT,
                            "mountPropagation",
                            TEXT)))))));
    private static final Shape VOLUMES = new ListOf(new Members(Map.of(
            "name", TEXT,
            "hostPath", new Members(Map.of("path", TEXT, "type", TEXT)),
            "secret", new Members(Map.of("secretName", TEXT, "items", new ListOf(new Members(Map.of())))),
            "downwardAPI", new Members(Map.of("items", new ListOf(new Members(Map.of())))))));
    private static final Shape NODE_TERMS = new ListOf(new Members(Map.of(
            "matchFields",
            new ListOf(new Members(Map.of())),
            "matchExpressions",
            new ListOf(new Members(Map.of("key", TEXT, "operator", TEXT, "values", new ListOf(TEXT)))))));
    private static final Shape AFFINITY = new Members(Map.of(
            "nodeAffinity",
            new Members(Map.of(
                    "requiredDuringSchedulingIgnoredDuringExecution",
                    new Members(Map.of("nodeSelectorTerms", NODE_TERMS))))));
    private static final Shape POD = new Members(Map.of(
            "metadata", new Members(Map.of("labels", new Texts(), "annotations", new Texts())),
            "spec",
                    new Members(Map.of(
                            "volumes",
                            VOLUMES,
                            "containers",
                            CONTAINERS,
                            "initContainers",
                            CONTAINERS,
                            "hostAliases",
                            new ListOf(new Members(Map.of("ip", TEXT, "hostnames", new ListOf(TEXT)))),
                            "nodeSelector",
                            new Texts(),
                            "affinity",
                            AFFINITY,
                            "nodeName",
                            TEXT,
                            "securityContext",
                            NUMBERED,
                            "imagePullSecrets",
                            new ListOf(new Members(Map.of("name", TEXT))),
                            "os",
                            new Members(Map.of("name", TEXT))))));

    private PodShape() {}

    static List<Refusal> check(JsonNode pod) {
        List<Refusal> refusals = new ArrayList<>();
        check(pod, POD, "", refusals);
        if (refusals.isEmpty() && !pod.path("spec").isObject()) {
            refusals.add(new Refusal(RULE, "spec", "spec is missing: a pod needs at least one container"));
        }
        if (refusals.isEmpty()) {
            checkNames(pod.path("spec"), refusals);
        }
        return refusals;
    }

    /** What was added to a container is known again by the container's name. Kubernetes refuses such pods too, but later. */
    private static void checkNames(JsonNode spec, List<Refusal> refusals) {
        Set<String> names = new HashSet<>();
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : spec.path(list)) {
                String name = container.path("name").stringValue("");
                if (container.isObject() && (name.isEmpty() || !names.add(name))) {
                    refusals.add(new Refusal(
                            RULE,
                            "spec." + list + (name.isEmpty() ? "" : "[name=" + name + "]"),
                            (name.isEmpty()
                                            ? "a container has no name"
                                            : "two containers have the name \"" + name + "\"")
                                    + "; give each container of the pod a name of its own"));
                }
            }
        }
    }

    private static void check(@Nullable JsonNode value, Shape shape, String path, List<Refusal> refusals) {
        if (value == null || value.isNull()) {
            return;
        }
        boolean right = switch (shape) {
            case Text() -> value.isString();
            case Whole() -> value.isIntegralNumber();
            case ListOf(Shape item) -> value.isArray();
            case Texts() -> value.isObject();
            case Members(Map<String, Shape> members) -> value.isObject();
        };
        if (!right) {
            refusals.add(new Refusal(
                    RULE, path, path + " is " + nameOf(value) + " where Kubernetes needs " + nameOf(shape)));
            return;
        }
        switch (shape) {
            case Text(), Whole() -> {}
            case Texts() ->
                value.properties().forEach(e -> check(e.getValue(), TEXT, path + "[" + e.getKey() + "]", refusals));
            case ListOf(Shape item) -> {
                for (int i = 0; i < value.size(); i++) {
                    String name = value.get(i).path("name").stringValue("");
                    check(
                            value.get(i),
                            item,
                            path + (name.isEmpty() ? "[" + i + "]" : "[name=" + name + "]"),
                            refusals);
                }
            }
            case Members(Map<String, Shape> members) ->
                members.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(e -> check(
                                value.get(e.getKey()),
                                e.getValue(),
                                path.isEmpty() ? e.getKey() : path + "." + e.getKey(),
                                refusals));
        }
    }

    private static String nameOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a string";
            default -> "a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String nameOf(Shape shape) {
        return switch (shape) {
            case Text() -> "a string (put it in quotes)";
            case Whole() -> "a whole number";
            case Texts() -> "an object of strings";
            case ListOf(Shape item) -> "a list";
            case Members(Map<String, Shape> members) -> "an object";
        };
    }
}
