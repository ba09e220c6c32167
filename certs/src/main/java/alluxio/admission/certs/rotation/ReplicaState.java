package alluxio.admission.certs.rotation;

import alluxio.admission.certs.rotation.SecretState.Present;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one replica keeps in memory. Immutable.
 *
 * @param secretReadAt when the Secret was last read with a CA that can sign
 * @param remembered CAs as last read from the Secret, and those that a new Secret has lost
 * @param trustedSince since when each CA, by its id, has been in every caBundle in all observations
 * @param ready whether it may receive requests
 */
public record ReplicaState(
        Optional<Leaf> leaf,
        Instant secretReadAt,
        Authorities remembered,
        Map<String, Instant> trustedSince,
        boolean ready) {
    public static final ReplicaState NEW =
            new ReplicaState(Optional.empty(), Instant.MIN, Authorities.NONE, Map.of(), false);

    public ReplicaState {
        trustedSince = Map.copyOf(trustedSince);
    }

    /** After an observation. */
    public ReplicaState observing(Observation observation, Instant now, Lifetimes lifetimes) {
        // Leaf certificates may still be served under a CA that a new Secret does not know: it is kept until the Secret
        // has it.
        ReplicaState seen = observation.secret() instanceof Present present
                        && present.authorities().canSign(now)
                ? new ReplicaState(
                        leaf,
                        observation.readAt(),
                        present.authorities().adopting(remembered.trusted(now), lifetimes.lastLeafEnds(now)),
                        trustedSince,
                        ready)
                : this;
        Map<String, Instant> since = observation.isComplete() ? since(observation, seen.remembered, now) : trustedSince;
        return new ReplicaState(leaf, seen.secretReadAt, seen.remembered, since, ready)
                .withReadiness(observation, now, lifetimes);
    }

    /** Serves this leaf certificate from now on, which may not be trusted yet when it replaces an expired one. */
    public ReplicaState serving(Leaf issued, Observation observation, Instant now, Lifetimes lifetimes) {
        return new ReplicaState(Optional.of(issued), secretReadAt, remembered, trustedSince, ready)
                .withReadiness(observation, now, lifetimes);
    }

    /** With a leaf certificate of the same CA that lasts longer. */
    public ReplicaState renewed(Leaf issued) {
        return new ReplicaState(Optional.of(issued), secretReadAt, remembered, trustedSince, ready);
    }

    private ReplicaState withReadiness(Observation observation, Instant now, Lifetimes lifetimes) {
        boolean isReady = Readiness.of(this, observation, now, lifetimes).ready();
        return new ReplicaState(leaf, secretReadAt, remembered, trustedSince, isReady);
    }

    boolean trustedFor(String id, Duration time, Instant now) {
        Instant since = trustedSince.get(id);
        return since != null && !now.isBefore(since.plus(time));
    }

    private Map<String, Instant> since(Observation observation, Authorities known, Instant now) {
        Map<String, Instant> since = new TreeMap<>();
        Stream.concat(observation.found().stream(), known.all())
                .map(Authority::id)
                .filter(observation::trusts)
                .forEach(id -> {
                    Instant before = trustedSince.get(id);
                    since.put(id, before != null && before.isBefore(now) ? before : now);
                });
        return since;
    }
}
