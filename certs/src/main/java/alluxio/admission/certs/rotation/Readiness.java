package alluxio.admission.certs.rotation;

import alluxio.admission.certs.rotation.ConfigurationState.Live;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether requests may be sent to a replica. A fault that all replicas share makes none of them unready: that would only
 * take the last one away that could still answer.
 *
 * @param why it is not ready; empty when it is
 */
public record Readiness(boolean ready, String why) {
    private static final Readiness READY = new Readiness(true, "");

    /** Ready for the first time when every API server trusts its leaf; later unready only when others are trusted instead. */
    public static Readiness of(ReplicaState replica, Observation observation, Instant now, Lifetimes lifetimes) {
        Optional<Leaf> leaf = replica.leaf();
        if (leaf.isEmpty()) {
            return new Readiness(false, "there is no certificate yet");
        }
        String issuer = leaf.get().issuer();
        if (replica.ready()) {
            return trustsOthers(issuer, observation, now)
                    ? new Readiness(
                            false, "a caBundle has other authorities of ours, and not the one of this certificate")
                    : READY;
        }
        if (leaf.get().isExpired(now)) {
            return new Readiness(false, "the certificate has expired");
        }
        if (!observation.isComplete()) {
            return new Readiness(false, "a webhook configuration cannot be read");
        }
        if (!observation.trusts(issuer)) {
            return new Readiness(false, "a caBundle does not have the authority of this certificate yet");
        }
        return replica.trustedFor(issuer, lifetimes.settle(), now)
                ? READY
                : new Readiness(false, "the caBundles have the authority of this certificate, just now");
    }

    private static boolean trustsOthers(String issuer, Observation observation, Instant now) {
        return observation
                .live()
                .map(Live::entries)
                .flatMap(entries -> entries.stream())
                .anyMatch(entry ->
                        !entry.trusts(issuer) && entry.ours().stream().anyMatch(authority -> authority.isValid(now)));
    }
}
