package alluxio.admission.certs.rotation;

import alluxio.admission.certs.rotation.ConfigurationState.Live;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a replica may receive requests. A fault that all replicas share makes none of them unready: that would only take
 * away the last one that could still answer.
 *
 * @param why it is not ready; empty when it is
 */
public record Readiness(boolean ready, String why) {
    public static final Readiness READY = new Readiness(true, "");

    /** At the start. */
    public static final Readiness NO_CERTIFICATE = not("there is no certificate yet");

    public static Readiness not(String why) {
        return new Readiness(false, why);
    }

    /**
     * A replica becomes ready once every API server trusts its leaf certificate; later it becomes unready only when they trust
     * other CAs of this installation instead.
     */
    public static Readiness of(ReplicaState replica, Observation observation, Instant now, Lifetimes lifetimes) {
        Optional<Leaf> leaf = replica.leaf();
        if (leaf.isEmpty()) {
            return NO_CERTIFICATE;
        }
        String issuer = leaf.get().issuer();
        if (replica.ready()) {
            return trustsOthers(issuer, observation, now)
                    ? not("a caBundle has other authorities of this server, and not the one of this certificate")
                    : READY;
        }
        if (leaf.get().isExpired(now)) {
            return not("the certificate has expired");
        }
        if (!observation.isComplete()) {
            return not("a webhook configuration cannot be read");
        }
        if (!observation.trusts(issuer)) {
            return not("a caBundle does not have the authority of this certificate yet");
        }
        return replica.trustedFor(issuer, lifetimes.settle(), now)
                ? READY
                : not("the caBundles have the authority of this certificate, just now");
    }

    private static boolean trustsOthers(String issuer, Observation observation, Instant now) {
        return observation
                .live()
                .map(Live::caBundles)
                .flatMap(bundles -> bundles.stream())
                .anyMatch(bundle ->
                        !bundle.trusts(issuer) && bundle.own().stream().anyMatch(authority -> authority.isValid(now)));
    }
}
