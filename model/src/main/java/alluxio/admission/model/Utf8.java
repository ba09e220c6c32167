package alluxio.admission.model;

/** The length of texts in UTF-8 bytes, the unit of the limits of Kubernetes and Linux. Allocates nothing. */
public final class Utf8 {
    /** Of one {@code char}; a character of four bytes has two. */
    public static final int MOST_BYTES = 3;

    private Utf8() {}

    /** The bytes of a text in UTF-8; half of a surrogate pair counts as the replacement character, which Go makes of it. */
    public static int length(CharSequence text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800 && !isPairAt(text, i)) {
                bytes += 2;
            } else if (c >= 0x800) {
                bytes += 2; // four bytes for the two halves
                i++;
            } else if (c >= 0x80) {
                bytes++;
            }
        }
        return bytes;
    }

    /** Whether a text has more bytes, most often without a look at its characters. */
    public static boolean isLongerThan(int bytes, CharSequence text) {
        return text.length() > bytes / MOST_BYTES && length(text) > bytes;
    }

    private static boolean isPairAt(CharSequence text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
    }
}
