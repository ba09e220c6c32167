package alluxio.admission.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.yaml.KubeYaml;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What a rule's fix says, applied by hand to the example that fails: the lines {@code # fix: …} at its head. The first
 * segment of a path is the number of the document, the others are as in a JSON Patch:
 * <pre>
 * # fix: add /0/spec/volumes/- {name: conf, emptyDir: {}}
 * # fix: set /0/spec/replicas 3
 * # fix: remove /0/spec/hostIPC
 * # fix: delete /1
 * # fix: text /0/spec/containers/0/env/0/value =:19200 -> =master-0:19200
 * </pre>
 */
record ExamplePatch(List<String> lines) {
    private static final String DELETE = "delete /";
    private static final Pattern LINE = Pattern.compile("(add|set|remove|text) /([0-9]+)/(\\S+)(?: (.*))?");

    /** Changes these documents. */
    void apply(List<ObjectNode> documents) {
        lines.forEach(line -> apply(line, documents));
    }

    private static void apply(String line, List<ObjectNode> documents) {
        if (line.startsWith(DELETE)) {
            documents.remove(Integer.parseInt(line.substring(DELETE.length())));
            return;
        }
        Matcher matcher = LINE.matcher(line);
        assertThat(matcher.matches()).as("a fix: " + line).isTrue();
        List<String> path = List.of(matcher.group(3).split("/"));
        JsonNode parent = documents.get(Integer.parseInt(matcher.group(2)));
        for (String segment : path.subList(0, path.size() - 1)) {
            parent = parent.isArray() ? parent.path(Integer.parseInt(segment)) : parent.path(unescaped(segment));
        }
        String last = unescaped(path.getLast());
        String value = matcher.group(4) == null ? "" : matcher.group(4);
        assertThat(parent.isContainer())
                .as("the parent of what " + line + " names")
                .isTrue();
        switch (matcher.group(1)) {
            case "remove" -> remove(parent, last);
            case "text" -> put(parent, last, replaced(line, item(parent, last).stringValue(), value));
            case "add" -> add(parent, last, yaml(value));
            default -> put(parent, last, yaml(value));
        }
    }

    private static JsonNode item(JsonNode parent, String last) {
        return parent.isArray() ? parent.path(Integer.parseInt(last)) : parent.path(last);
    }

    private static JsonNode replaced(String line, String text, String change) {
        String[] parts = change.split(" ?-> ?", 2);
        assertThat(text).as(line).contains(parts[0]);
        return StringNode.valueOf(text.replace(parts[0], parts[1]));
    }

    private static void remove(JsonNode parent, String last) {
        if (parent instanceof ArrayNode list) {
            list.remove(Integer.parseInt(last));
        } else {
            ((ObjectNode) parent).remove(last);
        }
    }

    private static void add(JsonNode parent, String last, JsonNode value) {
        if (parent instanceof ArrayNode list && last.equals("-")) {
            list.add(value);
        } else if (parent instanceof ArrayNode list) {
            list.insert(Integer.parseInt(last), value);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
    }

    private static void put(JsonNode parent, String last, JsonNode value) {
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(last), value);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
    }

    private static JsonNode yaml(String value) {
        return ((ObjectNode) new KubeYaml()
                        .read("value: " + value + "\n", "a fix")
                        .getFirst()
                        .content())
                .path("value");
    }

    private static String unescaped(String segment) {
        return segment.replace("~1", "/").replace("~0", "~");
    }
}
