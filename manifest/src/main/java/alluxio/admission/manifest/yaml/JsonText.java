package alluxio.admission.manifest.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Strict JSON, one value after the other. Thread safe. */
final class JsonText {
    /** @param line where the value starts, from 1 */
    record Value(JsonNode content, int line) {}

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // A text may have several values.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Whether it looks like JSON rather than like a flow mapping of YAML, whose keys mostly have no quotes. */
    static boolean looksLikeJson(String text) {
        String start = text.stripLeading();
        String inside = start.startsWith("{") ? start.substring(1).stripLeading() : "";
        return inside.startsWith("\"") || inside.startsWith("}");
    }

    /**
     * @throws YamlProblem when the text is no JSON, or has a key twice
     * @throws ArithmeticException in plain words, when it has a number that no Kubernetes object can
     */
    List<Value> read(String text) {
        List<Value> values = new ArrayList<>();
        try (JsonParser parser = mapper.createParser(text)) {
            while (parser.nextToken() != null) {
                int line = parser.currentTokenLocation().getLineNr();
                JsonNode tree = mapper.readTree(parser);
                values.add(new Value(canonical(tree), line));
            }
            return values;
        } catch (NumberFormatException e) { // What Jackson says of an exponent that does not fit an int.
            throw tooLarge();
        } catch (JacksonException e) {
            throw problem(e, values.isEmpty() ? "this is no JSON: " : "what follows the JSON value is no JSON: ");
        }
    }

    /** The same number is the same node, wherever it was read. */
    private static JsonNode canonical(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(p -> copy.set(goText(p.getKey()), canonical(p.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(item -> copy.add(canonical(item)));
                yield copy;
            }
            case JsonNode number when number.isIntegralNumber() -> wholeNumber(number);
            case JsonNode number when number.isNumber() -> decimal(number.decimalValue());
            case JsonNode string
            when string.isString() -> JsonNodeFactory.instance.stringNode(goText(string.stringValue()));
            default -> node;
        };
    }

    private static JsonNode wholeNumber(JsonNode number) {
        return number.bigIntegerValue().bitLength() <= 64
                ? JsonNumbers.integer(number.bigIntegerValue())
                : decimal(new BigDecimal(number.bigIntegerValue()));
    }

    private static JsonNode decimal(BigDecimal value) {
        if (Double.isInfinite(value.doubleValue())) {
            throw tooLarge();
        }
        return JsonNumbers.decimal(value);
    }

    private static ArithmeticException tooLarge() {
        return new ArithmeticException("a number in this JSON is larger than Kubernetes can hold");
    }

    /** Go has no half of a surrogate pair; it puts U+FFFD there. */
    private static String goText(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return out.toString();
    }

    private static YamlProblem problem(JacksonException e, String what) {
        int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
        int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
        if (e instanceof StreamConstraintsException) {
            return new YamlProblem(
                    line, column, "this JSON is nested too deeply, or a number or string in it is too long");
        }
        String reason =
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("no JSON");
        return new YamlProblem(line, column, what + reason);
    }
}
