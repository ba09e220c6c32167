package alluxio.admission.app.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares a pod with the result of an injection, without a look at the patch: everything that was there still is, in its
 * order, and whatever is new is recognised as injected by its place and its name.
 */
final class PreservedContent {
    /** Texts that may gain something at their end, or become something else where they are the webhook's own. */
    private static final Pattern EXTENDED = Pattern.compile("/spec/(initContainers|containers)/[0-9]+/env/[0-9]+/value"
            + "|/metadata/annotations/cluster-autoscaler\\.kubernetes\\.io~1safe-to-evict-local-volumes");

    private static final Pattern OURS =
            Pattern.compile("/metadata/annotations/alluxio\\.io~1(status|client-properties)");

    /** What may come into being, or stand where there was null. */
    private static final Pattern ADDED = Pattern.compile(
            "/metadata|/metadata/annotations|/metadata/annotations/(alluxio\\.io~1(status|client-properties)"
                    + "|cluster-autoscaler\\.kubernetes\\.io~1safe-to-evict-local-volumes)"
                    + "|/spec/(volumes|initContainers|hostAliases|imagePullSecrets|affinity)(/.*)?"
                    + "|/spec/(initContainers|containers)/[0-9]+/(env|volumeMounts)(/.*)?");

    private static final Set<String> VARIABLES =
            Set.of("JAVA_TOOL_OPTIONS", "ALLUXIO_CLIENT_HOSTNAME", "ALLUXIO_FUSE_PATH", "HADOOP_CONF_DIR");
    private static final Set<String> CONTAINERS =
            Set.of("alluxio-fuse", "alluxio-fuse-unmount", "alluxio-domain-chown");

    private PreservedContent() {}

    static List<String> problems(ObjectNode before, ObjectNode after) {
        List<String> problems = new ArrayList<>();
        compare(before, after, "", problems);
        return problems;
    }

    private static void compare(JsonNode before, JsonNode after, String path, List<String> problems) {
        if (before.isNull() && !after.isNull()) {
            added(after, path, problems);
        } else if (before instanceof ObjectNode object && after instanceof ObjectNode) {
            object.properties().forEach(e -> {
                String member = path + "/" + e.getKey().replace("~", "~0").replace("/", "~1");
                if (after.has(e.getKey())) {
                    compare(e.getValue(), after.get(e.getKey()), member, problems);
                } else {
                    problems.add(member + " is gone");
                }
            });
            after.properties().stream()
                    .filter(e -> !object.has(e.getKey()))
                    .forEach(e -> added(
                            e.getValue(),
                            path + "/" + e.getKey().replace("~", "~0").replace("/", "~1"),
                            problems));
        } else if (before instanceof ArrayNode list && after instanceof ArrayNode longer) {
            items(list, longer, path, problems);
        } else if (!before.equals(after) && !mayChange(before, after, path)) {
            problems.add(path + " was " + before + " and is " + after);
        }
    }

    /** The old items in their old order, with new ones between or behind them. */
    private static void items(ArrayNode before, ArrayNode after, String path, List<String> problems) {
        int next = 0;
        for (int i = 0; i < after.size(); i++) {
            List<String> differences = new ArrayList<>();
            if (next < before.size()) {
                compareItems(before.get(next), after.get(i), path + "/" + i, differences);
            }
            boolean last = after.size() - i <= before.size() - next;
            if (next < before.size() && (differences.isEmpty() || last)) {
                problems.addAll(differences);
                next++;
            } else {
                added(after.get(i), path + "/" + i, problems);
            }
        }
        if (next < before.size()) {
            problems.add(path + " has lost " + (before.size() - next) + " of its items");
        }
    }

    /** A null in a list is an item, and nothing comes to stand in its place. */
    private static void compareItems(JsonNode before, JsonNode after, String path, List<String> problems) {
        if (before.isNull() && !after.isNull()) {
            problems.add(path + " was null and is " + after);
        } else {
            compare(before, after, path, problems);
        }
    }

    private static boolean mayChange(JsonNode before, JsonNode after, String path) {
        return OURS.matcher(path).matches()
                || (EXTENDED.matcher(path).matches()
                        && after.stringValue("")
                                .startsWith(before.stringValue("\0").stripTrailing()));
    }

    private static void added(JsonNode value, String path, List<String> problems) {
        if (!ADDED.matcher(path).matches() && !EXTENDED.matcher(path).matches()) {
            problems.add(path + " is new: " + value);
        }
        String name = value.path("name").stringValue("");
        String list = path.replaceAll(".*/([a-zA-Z]+)/[0-9]+", "$1");
        boolean named = switch (list) {
            case "env" -> VARIABLES.contains(name);
            case "volumes" -> name.startsWith("alluxio-");
            case "initContainers" -> CONTAINERS.contains(name);
            case "containers" -> false;
            default -> true;
        };
        if (!named) {
            problems.add(path + " is new, and has no name of anything that is injected: " + value);
        }
    }
}
