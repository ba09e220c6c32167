package alluxio.admission.injector;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What type a part of a pod has to have; for {@link PodShape}. */
sealed interface Shape {
    String RULE = "inject-malformed";

    record Text() implements Shape {}

    record Texts() implements Shape {}

    record Whole() implements Shape {}

    record ListOf(Shape item) implements Shape {}

    record Members(Map<String, Shape> members) implements Shape {}

    /** @param path of the value, for people */
    default void check(@Nullable JsonNode value, String path, List<Refusal> refusals) {
        if (value == null || value.isNull()) {
            return;
        }
        boolean right = switch (this) {
            case Text() -> value.isString();
            case Whole() -> value.isIntegralNumber();
            case ListOf(Shape item) -> value.isArray();
            case Texts() -> value.isObject();
            case Members(Map<String, Shape> members) -> value.isObject();
        };
        if (!right) {
            refusals.add(
                    new Refusal(RULE, path, path + " is " + nameOf(value) + " where Kubernetes needs " + describe()));
            return;
        }
        switch (this) {
            case Text(), Whole() -> {}
            case Texts() ->
                value.properties()
                        .forEach(e -> new Text().check(e.getValue(), path + "[" + e.getKey() + "]", refusals));
            case ListOf(Shape item) -> {
                for (int i = 0; i < value.size(); i++) {
                    String name = value.get(i).path("name").stringValue("");
                    String key = name.isEmpty() ? "[" + i + "]" : "[name=" + name + "]";
                    item.check(value.get(i), path + key, refusals);
                }
            }
            case Members(Map<String, Shape> members) ->
                members.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(e -> e.getValue()
                                .check(
                                        value.get(e.getKey()),
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

    private String describe() {
        return switch (this) {
            case Text() -> "a string (put it in quotes)";
            case Whole() -> "a whole number";
            case Texts() -> "an object of strings";
            case ListOf(Shape item) -> "a list";
            case Members(Map<String, Shape> members) -> "an object";
        };
    }
}
