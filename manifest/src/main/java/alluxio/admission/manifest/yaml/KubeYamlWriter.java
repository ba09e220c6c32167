package alluxio.admission.manifest.yaml;

import alluxio.admission.model.VisibleText;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes documents as YAML in kubectl's style (blocks, two blanks, lists not indented) or as JSON. Keys keep their order;
 * what is written reads back as the same tree, by {@link KubeYaml}, by kubectl, and by readers of YAML 1.2: a string that
 * any of them would take for something else is quoted. Snakeyaml's emitter is not used because it folds or quotes strings
 * with tabs. Thread safe.
 *
 * <p>The methods throw IllegalArgumentException for half of a surrogate pair and for numbers that are not finite.
 */
public final class KubeYamlWriter {
    private final ObjectWriter json = JsonMapper.shared().writer().with(prettyPrinter());

    public String write(JsonNode content, KubeYaml.Format format) {
        return switch (format) {
            case YAML -> yaml(content);
            // JSON is read as YAML, too, where some of what is escaped breaks a line or is not allowed.
            case JSON -> VisibleText.json(json.writeValueAsString(content)) + "\n";
        };
    }

    /** All documents: YAML with {@code ---} between them, JSON one after the other. */
    public String writeAll(List<JsonNode> contents, KubeYaml.Format format) {
        StringBuilder out = new StringBuilder();
        for (JsonNode content : contents) {
            boolean separate = format == KubeYaml.Format.YAML && !out.isEmpty();
            out.append(separate ? "---\n" : "").append(write(content, format));
        }
        return out.toString();
    }

    private static String yaml(JsonNode content) {
        StringBuilder out = new StringBuilder();
        if (isBlock(content)) {
            block(content, 0, out);
        } else {
            scalar(content, 0, out);
        }
        return out.toString();
    }

    private static boolean isBlock(JsonNode node) {
        return node.isContainer() && !node.isEmpty();
    }

    /** The first line starts where the caller is; the others are indented. Ends with a line feed. */
    private static void block(JsonNode node, int indent, StringBuilder out) {
        boolean first = true;
        Iterator<Map.Entry<String, JsonNode>> properties = node.properties().iterator();
        Iterator<JsonNode> items =
                node.isArray() ? node.iterator() : List.<JsonNode>of().iterator();
        while (properties.hasNext() || items.hasNext()) {
            out.repeat(' ', first ? 0 : indent);
            first = false;
            if (node.isArray()) {
                item(items.next(), indent, out);
            } else {
                property(properties.next(), indent, out);
            }
        }
    }

    private static void item(JsonNode value, int indent, StringBuilder out) {
        out.append("- ");
        if (isBlock(value)) {
            block(value, indent + 2, out);
        } else {
            scalar(value, indent, out);
        }
    }

    private static void property(Map.Entry<String, JsonNode> property, int indent, StringBuilder out) {
        key(QuotedString.oneLine(property.getKey()), indent, out);
        JsonNode value = property.getValue();
        if (isBlock(value)) {
            int inner = value.isArray() ? indent : indent + 2;
            out.append('\n').repeat(' ', inner);
            block(value, inner, out);
        } else {
            out.append(' ');
            scalar(value, indent, out);
        }
    }

    /** A reader looks for the colon at most 1,024 characters ahead. */
    private static void key(String key, int indent, StringBuilder out) {
        if (key.length() > 1000) {
            out.append("? ").append(key).append('\n').repeat(' ', indent);
        } else {
            out.append(key);
        }
        out.append(':');
    }

    private static void scalar(JsonNode value, int indent, StringBuilder out) {
        if (value.isString() && StringStyle.isLiteral(value.stringValue())) {
            literal(value.stringValue(), indent + 2, out);
        } else {
            out.append(oneLine(value)).append('\n');
        }
    }

    private static String oneLine(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> QuotedString.oneLine(value.stringValue());
            case OBJECT -> "{}";
            case ARRAY -> "[]";
            case NULL -> "null";
            case BOOLEAN -> value.asString();
            case NUMBER -> number(value);
            default -> throw new IllegalArgumentException("no JSON: " + value.getNodeType());
        };
    }

    private static String number(JsonNode value) {
        if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
            throw new IllegalArgumentException("a number that is not finite cannot be written");
        }
        return value.asString();
    }

    private static void literal(String text, int indent, StringBuilder out) {
        String chomping = !text.endsWith("\n") ? "-" : text.endsWith("\n\n") ? "+" : "";
        out.append('|').append(chomping).append('\n');
        // Split by line feeds alone: other line breaks are not in such a text.
        text.lines()
                .forEach(line -> out.repeat(' ', line.isEmpty() ? 0 : indent)
                        .append(line)
                        .append('\n'));
    }

    private static DefaultPrettyPrinter prettyPrinter() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER);
        return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
    }
}
