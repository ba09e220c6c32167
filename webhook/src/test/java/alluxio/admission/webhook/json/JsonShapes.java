package alluxio.admission.webhook.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/** JSON of every shape, each as long as is asked for. */
final class JsonShapes {
    private JsonShapes() {}

    static byte[] of(String shape, int bytes) {
        return Objects.requireNonNull(all(bytes).get(shape));
    }

    static Map<String, byte[]> all(int bytes) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("variables", list(bytes, i -> "{\"name\":\"E" + i + "\",\"value\":\"v" + i + "\"}"));
        all.put("small objects", list(bytes, _ -> "{\"a\":1}"));
        all.put("objects of three", list(bytes, _ -> "{\"a\":1,\"b\":2,\"c\":3}"));
        all.put("objects of nine", list(bytes, _ -> members(9)));
        all.put("objects of seventeen", list(bytes, _ -> members(17)));
        all.put("empty objects", list(bytes, _ -> "{}"));
        all.put("empty lists", list(bytes, _ -> "[]"));
        all.put("lists of one", list(bytes, _ -> "[1]"));
        all.put("lists of five", list(bytes, _ -> "[1,2,3,4,5]"));
        all.put("empty strings", list(bytes, _ -> "\"\""));
        all.put("short strings", list(bytes, i -> "\"" + (char) ('a' + i % 26) + "\""));
        all.put("short wide strings", list(bytes, _ -> "\"\u0436\""));
        all.put("small numbers", list(bytes, _ -> "7"));
        all.put("whole numbers", list(bytes, _ -> "1000"));
        all.put("longs", list(bytes, _ -> "12345678901"));
        all.put("big numbers", list(bytes, _ -> "12345678901234567890"));
        all.put("decimals", list(bytes, _ -> "1.5"));
        all.put("long decimals", list(bytes, _ -> "1234567890123456789.5"));
        all.put("booleans", list(bytes, _ -> "true"));
        all.put("nested lists", list(bytes, _ -> "[".repeat(200) + "]".repeat(200)));
        all.put("nested objects", list(bytes, _ -> "{\"\":".repeat(200) + "1" + "}".repeat(200)));
        all.put("many members", object(bytes, i -> "\"k" + Integer.toString(i, 36) + "\":\"\""));
        all.put("members of one hash", object(bytes, i -> "\"" + sameHash(i) + "\":0"));
        all.put("long keys that come back", list(bytes, JsonShapes::keysThatComeBack));
        all.put("a long string", ("\"" + "x".repeat(bytes) + "\"").getBytes(UTF_8));
        all.put("a long wide string", ("\"\u0436" + "x".repeat(bytes) + "\"").getBytes(UTF_8));
        all.put("a long string of escapes", ("\"" + "\\u0436".repeat(bytes / 6) + "\"").getBytes(UTF_8));
        return all;
    }

    /** Keys of its own, almost as many as a reader remembers, and long ones that all have. */
    private static String keysThatComeBack(int number) {
        StringBuilder object = new StringBuilder("{");
        for (int i = 0; i < 960; i++) {
            object.append('"').append(Integer.toString(number * 960 + i, 36)).append("\":0,");
        }
        for (int i = 0; i < 64; i++) {
            object.append('"').append("long".repeat(25)).append(i).append("\":0,");
        }
        return object.append("\"\":0}").toString();
    }

    /** "Aa" and "BB" have one hash, and so have all rows of them. */
    private static String sameHash(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 18; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    private static String members(int count) {
        StringBuilder object = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            object.append(i == 0 ? "" : ",")
                    .append('"')
                    .append((char) ('a' + i))
                    .append("\":1");
        }
        return object.append('}').toString();
    }

    private static byte[] list(int bytes, IntFunction<String> item) {
        return joined(bytes, '[', item, ']');
    }

    private static byte[] object(int bytes, IntFunction<String> member) {
        return joined(bytes, '{', member, '}');
    }

    private static byte[] joined(int bytes, char open, IntFunction<String> item, char close) {
        StringBuilder text = new StringBuilder(bytes + 256).append(open);
        for (int i = 0; text.length() < bytes; i++) {
            text.append(i == 0 ? "" : ",").append(item.apply(i));
        }
        return text.append(close).toString().getBytes(UTF_8);
    }
}
