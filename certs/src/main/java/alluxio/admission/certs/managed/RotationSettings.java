package alluxio.admission.certs.managed;

import alluxio.admission.certs.rotation.Lifetimes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * What a steward is to do.
 *
 * @param commonName of its authorities: in a caBundle they are known by it
 * @param hosts names of the Service
 * @param poll the longest time between two looks: events of a watch may be missed
 */
public record RotationSettings(String commonName, List<String> hosts, Lifetimes lifetimes, Duration poll) {
    public RotationSettings {
        hosts = List.copyOf(hosts);
    }

    /** A name that tells the installations of a cluster apart, and is short enough for a common name. */
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
