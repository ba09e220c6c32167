package alluxio.admission.webhook.json;

import java.math.BigDecimal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parses JSON from bytes into a tree. Strict: UTF-8 without a byte order mark, no duplicate keys, nothing after the value, all
 * digits of a number. Leaves out what no decision reads: {@link #MANAGED_FIELDS}. Thread-safe.
 */
public final class JsonTreeReader {

    /** How deep objects and lists may be nested: deeper than any object of Kubernetes. */
    public static final int DEEPEST = 256;

    /** How many characters a number may have; Kubernetes has none of more than 20. */
    public static final int LONGEST_NUMBER = 128;

    /** How many digits an exponent may have; a double has three. */
    public static final int LONGEST_EXPONENT = 3;

    /** A list of this name, {@link #MANAGED_FIELDS_DEPTH} objects deep, is skipped: it is often half of an object. */
    static final String MANAGED_FIELDS = "managedFields";

    /** The depth of {@code request.object.metadata} in a review. */
    static final int MANAGED_FIELDS_DEPTH = 4;

    // Lengths are bounded by the length of the body, and the weight of its tree is bounded before it is parsed.
    // No symbol table: one with very many keys is searched linearly, and refuses to grow further.
    private final JsonFactory factory = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .recyclerPool(JsonRecyclerPools.threadLocalPool()) // few threads read; the default pool is a shared queue
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST + 1)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private final CompactNodes nodes = new CompactNodes();

    /**
     * Reads one value.
     *
     * @throws MalformedJsonException with one line that says what is wrong, and where
     */
    public JsonNode read(byte[] body) throws MalformedJsonException {
        requireUtf8(body);
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), new Utf8Reader(body))) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new MalformedJsonException("the body is empty");
            }
            JsonNode value = new Reading(parser, new KeyCache(), mayEscapeHalves(body)).value(first, 0);
            if (parser.nextToken() != null) {
                throw malformed("there is something after its end", parser.currentTokenLocation());
            }
            return value;
        } catch (UnexpectedEndOfInputException e) {
            throw new MalformedJsonException("the body is not valid JSON: it ends too early");
        } catch (JacksonException e) {
            throw malformed("unexpected text", e.getLocation());
        }
    }

    private static void requireUtf8(byte[] body) throws MalformedJsonException {
        if (body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF) {
            throw new MalformedJsonException("the body begins with a byte order mark; only UTF-8 without one is read");
        }
        int invalid = Utf8Check.firstInvalid(body);
        // No JSON text has a byte 0; UTF-16 and UTF-32 have.
        for (int i = 0; i < Math.min(4, body.length) && invalid < 0; i++) {
            invalid = body[i] == 0 ? i : -1;
        }
        if (invalid >= 0) {
            throw new MalformedJsonException("the body is not UTF-8 at byte " + invalid + "; only UTF-8 is read");
        }
    }

    /**
     * Whether an escape may spell half a surrogate pair ({@code \\ud800} and further). Characters of UTF-8 are never half a pair.
     *
     * @throws MalformedJsonException if an escape has a character beyond ASCII, of which Jackson would take the lowest eight bits
     */
    private static boolean mayEscapeHalves(byte[] body) throws MalformedJsonException {
        boolean halves = false;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\\' && ++i < body.length && body[i] == 'u') {
                for (int digit = i + 1; digit < Math.min(i + 5, body.length); digit++) {
                    if (body[digit] < 0) {
                        throw new MalformedJsonException(
                                "the body is not valid JSON: an escape has something else than digits at byte "
                                        + digit);
                    }
                }
                halves |= i + 1 < body.length && (body[i + 1] == 'd' || body[i + 1] == 'D');
            }
        }
        return halves;
    }

    private static void requireDepth(JsonParser parser, int depth) throws MalformedJsonException {
        if (depth > DEEPEST) {
            throw new MalformedJsonException("the body nests objects and lists more than " + DEEPEST + " deep"
                    + where(parser.currentTokenLocation()));
        }
    }

    private static void requireShort(JsonParser parser) throws MalformedJsonException {
        if (parser.getStringLength() > LONGEST_NUMBER) {
            throw new MalformedJsonException("the body has a number of more than " + LONGEST_NUMBER + " characters"
                    + where(parser.currentTokenLocation()));
        }
    }

    private static MalformedJsonException malformed(
            String what, @org.jspecify.annotations.Nullable TokenStreamLocation at) {
        return new MalformedJsonException("the body is not valid JSON: " + what + where(at));
    }

    private static String where(@org.jspecify.annotations.Nullable TokenStreamLocation at) {
        return at == null || at.getLineNr() < 0 ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** One text as it is read. */
    private final class Reading {
        private final JsonParser parser;
        private final KeyCache keys;
        private final boolean halves; // whether its strings may have half of a surrogate pair

        private Reading(JsonParser parser, KeyCache keys, boolean halves) {
            this.parser = parser;
            this.keys = keys;
            this.halves = halves;
        }

        JsonNode value(JsonToken token, int depth) throws MalformedJsonException {
            return switch (token) {
                case START_OBJECT -> object(depth + 1);
                case START_ARRAY -> array(depth + 1);
                case VALUE_STRING -> nodes.stringNode(text(parser.getString()));
                case VALUE_NUMBER_INT -> integer();
                case VALUE_NUMBER_FLOAT -> decimal();
                case VALUE_TRUE -> nodes.booleanNode(true);
                case VALUE_FALSE -> nodes.booleanNode(false);
                case VALUE_NULL -> nodes.nullNode();
                default -> throw malformed("unexpected text", parser.currentTokenLocation());
            };
        }

        private ObjectNode object(int depth) throws MalformedJsonException {
            requireDepth(parser, depth);
            ObjectNode object = nodes.objectNode();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                text(name);
                JsonToken token = parser.nextToken();
                if (token == JsonToken.START_ARRAY && depth == MANAGED_FIELDS_DEPTH && name.equals(MANAGED_FIELDS)) {
                    parser.skipChildren();
                } else if (object.replace(keys.shared(name), value(token, depth)) != null) {
                    throw malformed("a key is there twice in one object", parser.currentTokenLocation());
                }
            }
            return object;
        }

        private ArrayNode array(int depth) throws MalformedJsonException {
            requireDepth(parser, depth);
            ArrayNode array = nodes.arrayNode();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                array.add(value(token, depth));
            }
            return array;
        }

        /** Refuses half a surrogate pair, which an escape can spell: it is not a character, and could not be written again. */
        private String text(String text) throws MalformedJsonException {
            for (int i = 0; halves && i < text.length(); i++) {
                if (Character.isSurrogate(text.charAt(i))) {
                    boolean pair =
                            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                    if (!pair) {
                        throw malformed("a string has half of a surrogate pair", parser.currentTokenLocation());
                    }
                    i++;
                }
            }
            return text;
        }

        private JsonNode integer() throws MalformedJsonException {
            requireShort(parser);
            return switch (parser.getNumberType()) {
                case INT -> nodes.numberNode(parser.getIntValue());
                case LONG -> nodes.numberNode(parser.getLongValue());
                default -> nodes.numberNode(parser.getBigIntegerValue());
            };
        }

        private JsonNode decimal() throws MalformedJsonException {
            requireShort(parser);
            String text = parser.getString();
            int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
            if (exponent >= 0
                    && text.substring(exponent + 1).replaceFirst("^[+-]?0*", "").length() > LONGEST_EXPONENT) {
                throw new MalformedJsonException("the body has a number with an exponent of more than "
                        + LONGEST_EXPONENT + " digits" + where(parser.currentTokenLocation()));
            }
            return nodes.numberNode(new BigDecimal(text));
        }
    }
}
