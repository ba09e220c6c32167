package alluxio.admission.model.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes compact JSON in one pass, by Jackson's generator: a tree that is made only to be written, a mapper and its serializers would be
 * the larger part of a small answer. Not thread-safe.
 */
public final class JsonOutput {
    /** Few threads write; the default pool of buffers is a shared queue. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private final ByteArrayBuilder bytes;
    private final JsonGenerator generator;
    private byte[] written = {};

    /** @param expected how many bytes it will have, about */
    public JsonOutput(int expected) {
        this.bytes = new ByteArrayBuilder(expected);
        this.generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8);
    }

    public JsonOutput beginObject() {
        generator.writeStartObject();
        return this;
    }

    public JsonOutput endObject() {
        generator.writeEndObject();
        return this;
    }

    public JsonOutput beginArray() {
        generator.writeStartArray();
        return this;
    }

    public JsonOutput endArray() {
        generator.writeEndArray();
        return this;
    }

    /** The name of a member, whose value is written next. */
    public JsonOutput name(String name) {
        generator.writeName(name);
        return this;
    }

    public JsonOutput text(String text) {
        generator.writeString(text);
        return this;
    }

    public JsonOutput number(long number) {
        generator.writeNumber(number);
        return this;
    }

    public JsonOutput flag(boolean flag) {
        generator.writeBoolean(flag);
        return this;
    }

    /** A text of the bytes in Base64. */
    public JsonOutput base64(byte[] content) {
        generator.writeBinary(content);
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
        // A number or a literal, in the very characters that the tree has for it.
        generator.writeRawValue(tree.toString());
        return this;
    }

    /** How many bytes it has so far. */
    public int size() {
        generator.flush();
        return bytes.size();
    }

    /** All of it; nothing is written afterwards. The generator's buffers go to the next one. */
    public byte[] toBytes() {
        if (!generator.isClosed()) {
            generator.close();
            // It gives its blocks back, too, so it can be read once.
            written = bytes.toByteArray();
        }
        return written;
    }

    /** As {@link #toBytes}. */
    public String toText() {
        return new String(toBytes(), UTF_8);
    }
}
