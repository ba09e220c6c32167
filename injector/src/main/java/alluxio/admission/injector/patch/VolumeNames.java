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
        String plain = text.toLowerCase(Locale.ROOT).replace('.', '-').replaceFirst("^/", "");
        String label = plain.replaceAll("[^a-z0-9-]", "-").replaceAll("^-+|-+$", "");
        String name = prefix + "-" + label;
        boolean unambiguous = plain.replace('/', '-').equals(label);
        if (unambiguous && name.length() <= MAX_LENGTH) {
            return name;
        }
        String head = name.substring(0, Math.min(name.length(), MAX_LENGTH - DIGEST_LENGTH));
        return head + "-" + Digests.of(text);
    }
}
