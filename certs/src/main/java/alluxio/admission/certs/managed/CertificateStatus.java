package alluxio.admission.certs.managed;

import alluxio.admission.certs.rotation.Readiness;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of the managed certificates, for probes, metrics and operators.
 *
 * @param served the leaf certificate that is served, and its CA
 * @param issued how many leaf certificates this replica has signed
 * @param problem what failed last; empty when nothing failed in the last reconciliation
 */
public record CertificateStatus(Readiness readiness, Served served, CaBundles caBundles, long issued, String problem) {

    /**
     * @param leafEnds when the leaf certificate that is served expires
     * @param authority the id of the CA that signed it; "" when nothing is served
     * @param authorityEnds when the CA that signs now expires
     */
    public record Served(Optional<Instant> leafEnds, String authority, Optional<Instant> authorityEnds) {
        static final Served NOTHING = new Served(Optional.empty(), "", Optional.empty());
    }

    /**
     * The caBundles, by the name of their webhook configuration.
     *
     * @param states {@code in sync}, {@code gone}, or what is wrong
     * @param repairs how often another client's change was undone
     */
    public record CaBundles(SortedMap<String, String> states, Map<String, Long> repairs) {
        static final CaBundles NOT_SEEN = new CaBundles(new TreeMap<>(), Map.of());
        static final String IN_SYNC = "in sync";
        static final String GONE = "gone";

        public CaBundles {
            states = new TreeMap<>(states);
            repairs = Map.copyOf(repairs);
        }

        /** Whether the configuration's caBundles are as they should be; also true for one that does not exist. */
        public boolean isInSync(String configuration) {
            String state = states.getOrDefault(configuration, "not seen yet");
            return state.equals(IN_SYNC) || state.equals(GONE);
        }
    }

    static final CertificateStatus STARTING =
            new CertificateStatus(Readiness.NO_CERTIFICATE, Served.NOTHING, CaBundles.NOT_SEEN, 0, "");

    CertificateStatus withProblem(String other) {
        return new CertificateStatus(readiness, served, caBundles, issued, other);
    }
}
