package alluxio.admission.webhook.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The path and query of a request, decoded.
 *
 * @param path begins with a slash
 * @param query each name once
 */
public record RequestTarget(String path, Map<String, String> query) {

    public RequestTarget {
        query = Map.copyOf(query);
    }

    /**
     * Reads the form that clients send to servers, {@code /path?query}. Empty for any other form (a whole URL, {@code *}),
     * for a percent sign without two hexadecimal digits, for bytes that are not UTF-8, for control characters and for a
     * name that is given twice.
     */
    static Optional<RequestTarget> parse(String target) {
        if (!target.startsWith("/") || target.indexOf('#') >= 0) {
            return Optional.empty();
        }
        try {
            int mark = target.indexOf('?');
            String path = decode(mark < 0 ? target : target.substring(0, mark), false);
            Map<String, String> query = new HashMap<>();
            int begin = mark < 0 || mark == target.length() - 1 ? target.length() + 1 : mark + 1;
            while (begin <= target.length()) {
                int and = target.indexOf('&', begin);
                String pair = target.substring(begin, and < 0 ? target.length() : and);
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
                if (query.put(name, value) != null) {
                    return Optional.empty();
                }
                begin += pair.length() + 1;
            }
            return Optional.of(new RequestTarget(path, query));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String decode(String text, boolean plusIsSpace) throws CharacterCodingException {
        if (isPlain(text)) {
            return text;
        }
        byte[] bytes = text.getBytes(US_ASCII);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int next = bytes[i];
            if (next == '%') {
                next = i + 2 < bytes.length ? 16 * digit(bytes[i + 1]) + digit(bytes[i + 2]) : -1;
                i += 2;
            } else if (next == '+' && plusIsSpace) {
                next = ' ';
            }
            if (next < ' ' || next == 0x7f) {
                throw new CharacterCodingException();
            }
            decoded.write(next);
        }
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray())).toString();
    }

    /** Whether it means itself: visible ASCII without what is decoded. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f || c == '%' || c == '+') {
                return false;
            }
        }
        return true;
    }

    /** So far below zero for what is no digit that no other digit can make up for it. */
    private static int digit(byte character) {
        int value = Character.digit(character, 16);
        return value < 0 ? -1_000 : value;
    }
}
