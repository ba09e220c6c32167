package alluxio.admission.manifest.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code !!binary}: base64, whose bytes become text as Go's JSON encoder makes it: U+FFFD for each byte that is no UTF-8. */
final class Base64Text {
    private Base64Text() {}

    /** @throws IllegalArgumentException in plain words */
    static String decode(String text) {
        String joined = text.replace("\r", "").replace("\n", "");
        if (joined.length() % 4 != 0) {
            // Java would take it without the padding, Go does not.
            throw new IllegalArgumentException("!!binary needs base64 text, with its padding");
        }
        try {
            return utf8(Base64.getDecoder().decode(joined));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("!!binary needs base64 text", e);
        }
    }

    private static String utf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        StringBuilder out = new StringBuilder();
        while (in.hasRemaining()) {
            CharBuffer chars = CharBuffer.allocate(in.remaining() + 1);
            CoderResult result = decoder.reset().decode(in, chars, true);
            out.append(chars.flip());
            if (result.isError()) {
                out.repeat('\uFFFD', result.length());
                in.position(in.position() + result.length());
            }
        }
        return out.toString();
    }
}
