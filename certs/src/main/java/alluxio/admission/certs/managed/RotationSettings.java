package alluxio.admission.certs.managed;

import alluxio.admission.certs.rotation.Lifetimes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * How the certificates of one installation are issued and rotated.
 *
 * @param commonName of its CAs; it tells them from others in a caBundle
 * @param hosts names of the Service, for leaf certificates
 * @param poll the longest time between two reconciliations: events of a watch may be missed
 */
public record RotationSettings(String commonName, List<String> hosts, Lifetimes lifetimes, Duration poll) {
    public RotationSettings {
        hosts = List.copyOf(hosts);
    }

    /** A common name for the CAs of one installation: unlike that of others in the cluster, and short enough. */
    public static String commonName(String namespace, String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((namespace + "/" + secret).getBytes(StandardCharsets.UTF_8));
            return "alluxio-admission CA " + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
