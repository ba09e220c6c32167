package alluxio.admission.injector.status;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Short digests, to recognise texts and trees again. Too short to protect against forgery. */
public final class Digests {
    private static final int LENGTH = 12;

    /** Never updated, only cloned. */
    private static final MessageDigest SHA_256 = findSha256();

    private Digests() {}

    /** The digest of a tree. The order of members does not matter, since the API server and YAML tools change it. */
    public static String of(JsonNode tree) {
        StringBuilder text = new StringBuilder();
        write(tree, text);
        return of(text.toString());
    }

    private static void write(JsonNode node, StringBuilder text) {
        if (node instanceof ObjectNode object) {
            text.append('{');
            String[] names = object.propertyNames().toArray(String[]::new);
            Arrays.sort(names);
            for (String name : names) {
                text.append(name.length()).append(':').append(name);
                write(object.path(name), text);
            }
            text.append('}');
        } else if (node instanceof ArrayNode array) {
            text.append('[');
            for (int i = 0; i < array.size(); i++) {
                write(array.get(i), text);
            }
            text.append(']');
        } else if (node instanceof StringNode string) {
            String value = string.stringValue();
            text.append('"').append(value.length()).append(':').append(value);
        } else {
            text.append(node.asString()).append(',');
        }
    }

    /** The first 12 hexadecimal digits of the SHA-256. */
    public static String of(String text) {
        byte[] hash = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        char[] digits = new char[LENGTH];
        for (int i = 0; i < LENGTH; i += 2) {
            digits[i] = Character.forDigit((hash[i / 2] >> 4) & 0xf, 16);
            digits[i + 1] = Character.forDigit(hash[i / 2] & 0xf, 16);
        }
        return new String(digits);
    }

    private static MessageDigest sha256() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    /** Looked up once: to search the security providers takes longer than a digest. */
    private static MessageDigest findSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
