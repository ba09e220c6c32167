package alluxio.admission.injector.patch;

import alluxio.admission.injector.status.Digests;
import java.util.Locale;

/** Derives names of volumes from their content: deterministic, and never longer than Kubernetes allows. */
public final class VolumeNames {
    private static final int MAX_LENGTH = 63;
    private static final int DIGEST_LENGTH = 13;

    private VolumeNames() {}

    /** Replaces characters that a DNS label cannot have by dashes. A name that gets too long or ambiguous ends with a digest. */
    public static String of(String prefix, String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('.', '-');
        String plain = lower.startsWith("/") ? lower.substring(1) : lower;
        String label = label(plain);
        String name = prefix + "-" + label;
        boolean unambiguous = plain.replace('/', '-').equals(label);
        if (unambiguous && name.length() <= MAX_LENGTH) {
            return name;
        }
        String head = name.substring(0, Math.min(name.length(), MAX_LENGTH - DIGEST_LENGTH));
        return head + "-" + Digests.of(text);
    }

    /** A dash for each character that a DNS label cannot have, and none at either end. */
    private static String label(String text) {
        StringBuilder label = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            char c = text.charAt(i);
            boolean allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            label.append(allowed ? c : '-');
        }
        int start = 0;
        int end = label.length();
        while (start < end && label.charAt(start) == '-') {
            start++;
        }
        while (end > start && label.charAt(end - 1) == '-') {
            end--;
        }
        return label.substring(start, end);
    }
}
