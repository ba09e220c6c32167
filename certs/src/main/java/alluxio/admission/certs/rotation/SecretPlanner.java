package alluxio.admission.certs.rotation;

import alluxio.admission.certs.rotation.RotationStep.CreateAuthority;
import alluxio.admission.certs.rotation.RotationStep.Slot;
import alluxio.admission.certs.rotation.RotationStep.WriteSecret;
import alluxio.admission.certs.rotation.SecretState.Present;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The steps of the {@link RotationPlanner} that write the Secret. Pure and total. */
final class SecretPlanner {
    private final Lifetimes lifetimes;

    SecretPlanner(Lifetimes lifetimes) {
        this.lifetimes = lifetimes;
    }

    /** There is no Secret. */
    RotationStep create(ReplicaState replica, Instant now) {
        Authorities remembered = replica.remembered().pruned(now);
        return remembered.canSign(now)
                ? new WriteSecret(
                        Optional.empty(), remembered, "the Secret is gone; it gets the same authorities again")
                : new CreateAuthority(Optional.empty(), remembered, Slot.CURRENT, "there is no Secret yet");
    }

    /** For a Secret without a CA that can sign: the one in memory takes over, else the next one, else a new one. */
    RotationStep repair(Present secret, ReplicaState replica, Instant now) {
        Optional<String> version = Optional.of(secret.resourceVersion());
        Authorities stored = secret.authorities().pruned(now);
        Instant until = lifetimes.lastLeafEnds(now);
        Optional<Authority> own = replica.remembered()
                .current()
                .filter(authority -> authority.isValid(now))
                .filter(authority -> stored.retired().stream()
                        .noneMatch(r -> r.authority().id().equals(authority.id())));
        Optional<Authority> next = stored.next().filter(authority -> authority.isValid(now));
        if (own.isPresent()) {
            Authorities restored = stored.withCurrent(own.get(), until)
                    .adopting(replica.remembered().trusted(now), until);
            return new WriteSecret(
                    version, restored, "the Secret has no authority that can sign; it gets this replica's again");
        }
        return next.isPresent()
                ? new WriteSecret(
                        version, stored.promoted(until), "the authority cannot sign any more; the next one does")
                : new CreateAuthority(version, stored, Slot.CURRENT, "the Secret has no authority that can sign");
    }

    /** Adds CAs that are in a caBundle or in this replica's memory, and that the Secret does not know. */
    Optional<RotationStep> adopt(Present secret, ReplicaState replica, Observation observation, Instant now) {
        Authorities stored = secret.authorities();
        List<Authority> unknown = Stream.concat(
                        observation.found().stream(), replica.remembered().trusted(now).stream())
                .filter(authority -> authority.isValid(now) && !stored.knows(authority.id()))
                .distinct()
                .toList();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(new WriteSecret(
                        Optional.of(secret.resourceVersion()),
                        stored.adopting(unknown, lifetimes.lastLeafEnds(now)).pruned(now),
                        "there are authorities that the Secret does not know"));
    }

    /** Creates the next CA when the current one is due, and promotes it once it is trusted everywhere. */
    Optional<RotationStep> rotate(Present secret, ReplicaState replica, Observation observation, Instant now) {
        Optional<String> version = Optional.of(secret.resourceVersion());
        Authorities stored = secret.authorities();
        Instant until = lifetimes.lastLeafEnds(now);
        if (stored.next().filter(next -> !next.isValid(now)).isPresent()) {
            return Optional.of(
                    new WriteSecret(version, stored.withoutNext(now).pruned(now), "the next authority is not valid"));
        }
        if (stored.next().isPresent()) {
            String id = stored.next().get().id();
            Duration patience = lifetimes.patience(stored.current().orElseThrow(), now);
            return observation.trusts(id) && replica.trustedFor(id, patience, now)
                    ? Optional.of(new WriteSecret(
                            version, stored.promoted(until).pruned(now), "every caBundle has the next authority"))
                    : Optional.empty();
        }
        return lifetimes.isDue(stored.current().orElseThrow(), now)
                ? Optional.of(new CreateAuthority(
                        version, stored.pruned(now), Slot.NEXT, "a third of the authority's life is left"))
                : Optional.empty();
    }
}
