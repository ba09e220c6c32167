package alluxio.admission.app.examples;

import alluxio.admission.model.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a pod has more than it had, in lines for people: a path, and what is there. The status is left out. Sorted, since the
 * API server writes members in an order of its own.
 */
public final class Added {
    private final List<String> lines = new ArrayList<>();

    private Added() {}

    /** @throws AssertionError when something is gone */
    public static List<String> between(ObjectNode before, ObjectNode after) {
        Added added = new Added();
        added.compare("", withoutStatus(before), withoutStatus(after));
        return added.lines.stream().sorted().toList();
    }

    private static ObjectNode withoutStatus(ObjectNode pod) {
        ObjectNode copy = pod.deepCopy();
        if (copy.at("/metadata/annotations") instanceof ObjectNode annotations) {
            annotations.remove(Keys.STATUS);
        }
        return copy;
    }

    private void compare(String path, JsonNode before, JsonNode after) {
        switch (after) {
            case ObjectNode object when before.isObject() -> members(path, before, object);
            case ArrayNode list when before.isArray() || before.isMissingNode() -> items(path, before, list);
            default -> {
                if (!after.equals(before)) {
                    lines.add(path + ": " + flow(after));
                }
            }
        }
    }

    private void members(String path, JsonNode before, ObjectNode after) {
        before.propertyNames().stream().filter(name -> !after.has(name)).forEach(name -> gone(path + "." + name));
        after.properties()
                .forEach(member -> compare(
                        path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                        before.path(member.getKey()),
                        member.getValue()));
    }

    private void items(String path, JsonNode before, ArrayNode after) {
        before.valueStream()
                .filter(item -> find(after, key(item)).isMissingNode())
                .forEach(item -> gone(path + "[" + key(item) + "]"));
        for (JsonNode item : after) {
            String place = path + "[" + key(item) + "]";
            JsonNode old = find(before, key(item));
            compare(place, old, old.isMissingNode() ? withoutKey(item) : item);
        }
    }

    private static void gone(String what) {
        throw new AssertionError("an injection took away " + what);
    }

    private static JsonNode find(JsonNode list, String key) {
        return list.valueStream()
                .filter(item -> key(item).equals(key))
                .findFirst()
                .orElse(JsonNodeFactory.instance.missingNode());
    }

    /** What tells an item from its siblings; a mount is known by its path, since it shares its name with others. */
    private static String key(JsonNode item) {
        return List.of("mountPath", "ip", "name").stream()
                .filter(field -> item.path(field).isString())
                .map(field -> field + "=" + item.path(field).stringValue(""))
                .findFirst()
                .orElse(item.toString());
    }

    private static JsonNode withoutKey(JsonNode item) {
        if (!(item instanceof ObjectNode object) || !key(item).contains("=")) {
            return item;
        }
        ObjectNode rest = object.deepCopy();
        rest.remove(key(item).replaceFirst("=.*", ""));
        return rest;
    }

    /** YAML on one line, without quotes: it is only read by people. */
    private static String flow(JsonNode node) {
        return switch (node) {
            case ObjectNode object ->
                object.properties().stream()
                        .map(member -> member.getKey() + ": " + flow(member.getValue()))
                        .sorted()
                        .collect(Collectors.joining(", ", "{", "}"));
            case ArrayNode list -> list.valueStream().map(Added::flow).collect(Collectors.joining(", ", "[", "]"));
            default -> node.asString();
        };
    }
}
