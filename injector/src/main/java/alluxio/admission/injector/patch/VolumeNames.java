package alluxio.admission.injector.patch;

import alluxio.admission.injector.status.Digests;
import java.util.Locale;

/** Names of volumes after what they hold: always the same, and never longer than Kubernetes takes. */
public final class VolumeNames {
    private static final int MAX_LENGTH = 63;
    private static final int DIGEST_LENGTH = 13;

    private VolumeNames() {}

    /** What a DNS label may not hold becomes a dash; what is too long, or no longer clear, ends with a digest. */
    public static String of(String prefix, String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace('.', '-').replaceFirst("^/", "");
        String label = plain.replaceAll("[^a-z0-9-]", "-").replaceAll("^-+|-+$", "");
        String name = prefix + "-" + label;
        boolean clear = plain.replace('/', '-').equals(label);
        if (clear && name.length() <= MAX_LENGTH) {
            return name;
        }
        String head = name.substring(0, Math.min(name.length(), MAX_LENGTH - DIGEST_LENGTH));
        return head + "-" + Digests.of(text);
    }
}
