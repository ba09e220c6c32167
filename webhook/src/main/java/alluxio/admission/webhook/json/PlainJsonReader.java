package alluxio.admission.webhook.json;

import alluxio.admission.webhook.json.JsonCursor.NotPlainException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds the tree of a JSON text as API servers write it. It accepts less than {@link JsonTreeReader}'s general parser, and what it
 * accepts it reads the same, with a quarter of the work for each byte: that counts where code is interpreted, or compiled without
 * optimisation. For one use.
 */
final class PlainJsonReader {
    private final JsonCursor cursor;
    private final CompactNodes nodes;

    private PlainJsonReader(byte[] body, CompactNodes nodes) {
        this.cursor = new JsonCursor(body);
        this.nodes = nodes;
    }

    /** The tree; null when the text is not valid, or unusual: the general parser knows which. */
    static @Nullable JsonNode read(byte[] body, CompactNodes nodes) {
        PlainJsonReader reader = new PlainJsonReader(body, nodes);
        try {
            JsonNode value = reader.value(reader.cursor.next(), 0);
            return reader.cursor.isAtEnd() ? value : null;
        } catch (NotPlainException | ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }

    private JsonNode value(byte first, int depth) throws NotPlainException {
        return switch (first) {
            case '"' -> nodes.stringNode(cursor.string());
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case 't' -> {
                cursor.literal("rue");
                yield nodes.booleanNode(true);
            }
            case 'f' -> {
                cursor.literal("alse");
                yield nodes.booleanNode(false);
            }
            case 'n' -> {
                cursor.literal("ull");
                yield nodes.nullNode();
            }
            default -> {
                long number = cursor.integer();
                yield (int) number == number ? nodes.numberNode((int) number) : nodes.numberNode(number);
            }
        };
    }

    private ObjectNode object(int depth) throws NotPlainException {
        cursor.require(depth <= JsonTreeReader.DEEPEST);
        ObjectNode object = nodes.objectNode();
        byte b = cursor.next();
        if (b == '}') {
            return object;
        }
        while (true) {
            cursor.require(b == '"');
            String name = cursor.name();
            cursor.require(cursor.next() == ':');
            byte first = cursor.next();
            if (first == '[' && depth == JsonTreeReader.MANAGED_FIELDS_DEPTH && isManagedFields(name)) {
                skip(first, depth);
            } else {
                cursor.require(object.replace(name, value(first, depth)) == null);
            }
            b = cursor.next();
            if (b == '}') {
                return object;
            }
            cursor.require(b == ',');
            b = cursor.next();
        }
    }

    private static boolean isManagedFields(String name) {
        return name.equals(JsonTreeReader.MANAGED_FIELDS);
    }

    private ArrayNode array(int depth) throws NotPlainException {
        cursor.require(depth <= JsonTreeReader.DEEPEST);
        ArrayNode array = nodes.arrayNode();
        byte b = cursor.next();
        if (b == ']') {
            return array;
        }
        while (true) {
            array.add(value(b, depth));
            b = cursor.next();
            if (b == ']') {
                return array;
            }
            cursor.require(b == ',');
            b = cursor.next();
        }
    }

    /** Reads a value and keeps nothing of it, so it takes no memory. */
    private void skip(byte first, int depth) throws NotPlainException {
        cursor.require(depth <= JsonTreeReader.DEEPEST);
        switch (first) {
            case '"' -> cursor.skipString();
            case '{' -> skipObject(depth + 1);
            case '[' -> skipArray(depth + 1);
            case 't' -> cursor.literal("rue");
            case 'f' -> cursor.literal("alse");
            case 'n' -> cursor.literal("ull");
            default -> cursor.integer();
        }
    }

    private void skipObject(int depth) throws NotPlainException {
        byte b = cursor.next();
        if (b == '}') {
            return;
        }
        while (true) {
            cursor.require(b == '"');
            cursor.skipString();
            cursor.require(cursor.next() == ':');
            skip(cursor.next(), depth);
            b = cursor.next();
            if (b == '}') {
                return;
            }
            cursor.require(b == ',');
            b = cursor.next();
        }
    }

    private void skipArray(int depth) throws NotPlainException {
        byte b = cursor.next();
        if (b == ']') {
            return;
        }
        while (true) {
            skip(b, depth);
            b = cursor.next();
            if (b == ']') {
                return;
            }
            cursor.require(b == ',');
            b = cursor.next();
        }
    }
}
