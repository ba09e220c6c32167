package alluxio.admission.certs.managed;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the certificates do, for probes, metrics and people.
 *
 * @param ready whether requests may be sent here
 * @param why not; empty when it is ready
 * @param leafEnds of the certificate that is served
 * @param authorityEnds of the authority that signs
 * @param authority the id of the one that signed what is served; "" when nothing is
 * @param configurations by name: {@code in sync}, {@code gone}, or what is wrong
 * @param repairs by name: how often somebody else's change of a caBundle was undone
 * @param issued how many certificates were signed
 * @param problem what went wrong last; empty when all went well at the last look
 */
public record CertificateStatus(
        boolean ready,
        String why,
        Optional<Instant> leafEnds,
        Optional<Instant> authorityEnds,
        String authority,
        SortedMap<String, String> configurations,
        Map<String, Long> repairs,
        long issued,
        String problem) {
    static final String IN_SYNC = "in sync";

    public CertificateStatus {
        configurations = new TreeMap<>(configurations);
        repairs = Map.copyOf(repairs);
    }

    /** Whether a configuration is as it should be; so is one that does not exist. */
    public boolean isInSync(String configuration) {
        String state = configurations.getOrDefault(configuration, "not seen yet");
        return state.equals(IN_SYNC) || state.equals("gone");
    }
}
