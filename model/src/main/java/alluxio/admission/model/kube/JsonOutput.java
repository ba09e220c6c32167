package alluxio.admission.model.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes compact JSON in one pass, byte for byte as Jackson does, and with a fraction of the code: a tree that is made only to be
 * written, a mapper and its serializers are the larger part of a small answer. Commas come by themselves. Not thread-safe.
 */
public final class JsonOutput {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(UTF_8);

    private byte[] bytes;
    private int size;
    private boolean comma;

    /** @param expected how many bytes it will have, about */
    public JsonOutput(int expected) {
        this.bytes = new byte[expected];
    }

    public JsonOutput beginObject() {
        return open('{');
    }

    public JsonOutput endObject() {
        return close('}');
    }

    public JsonOutput beginArray() {
        return open('[');
    }

    public JsonOutput endArray() {
        return close(']');
    }

    /** The name of a member, whose value is written next. */
    public JsonOutput name(String name) {
        text(name);
        put(':');
        comma = false;
        return this;
    }

    public JsonOutput text(String text) {
        separate();
        put('"');
        escaped(text.getBytes(UTF_8));
        put('"');
        return this;
    }

    public JsonOutput number(long number) {
        return plain(Long.toString(number));
    }

    public JsonOutput flag(boolean flag) {
        return plain(flag ? "true" : "false");
    }

    /** A text of the bytes in Base64. */
    public JsonOutput base64(byte[] content) {
        separate();
        put('"');
        byte[] encoded = Base64.getEncoder().encode(content);
        copy(encoded, 0, encoded.length);
        put('"');
        return this;
    }

    /** A member whose value is a text. */
    public JsonOutput member(String name, String text) {
        return name(name).text(text);
    }

    /** A member whose value is a tree. */
    public JsonOutput member(String name, JsonNode tree) {
        return name(name).node(tree);
    }

    public JsonOutput node(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            beginObject();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                member(member.getKey(), member.getValue());
            }
            return endObject();
        }
        if (tree instanceof ArrayNode array) {
            beginArray();
            for (int i = 0; i < array.size(); i++) {
                node(array.get(i));
            }
            return endArray();
        }
        if (tree.isString()) {
            return text(tree.stringValue());
        }
        return tree.isInt() || tree.isLong() ? number(tree.longValue()) : plain(tree.toString());
    }

    /** How many bytes it has so far. */
    public int size() {
        return size;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, UTF_8);
    }

    private JsonOutput open(char bracket) {
        separate();
        put(bracket);
        comma = false;
        return this;
    }

    private JsonOutput close(char bracket) {
        put(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            put(',');
        }
        comma = true;
    }

    private JsonOutput plain(String ascii) {
        separate();
        byte[] text = ascii.getBytes(UTF_8);
        copy(text, 0, text.length);
        return this;
    }

    private void escaped(byte[] text) {
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            byte b = text[i];
            if (b > '\\' || b < 0 || (b >= ' ' && b != '"' && b != '\\')) {
                continue;
            }
            copy(text, from, i);
            from = i + 1;
            escape(b);
        }
        copy(text, from, text.length);
    }

    private void escape(byte b) {
        put('\\');
        switch (b) {
            case '"', '\\' -> put((char) b);
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            case '\b' -> put('b');
            case '\f' -> put('f');
            default -> {
                put('u');
                put('0');
                put('0');
                put((char) HEX[b >> 4]);
                put((char) HEX[b & 0xF]);
            }
        }
    }

    private void put(char ascii) {
        ensure(1);
        bytes[size++] = (byte) ascii;
    }

    private void copy(byte[] text, int from, int to) {
        ensure(to - from);
        System.arraycopy(text, from, bytes, size, to - from);
        size += to - from;
    }

    private void ensure(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
