package alluxio.admission.certs.rotation;

import alluxio.admission.certs.rotation.Action.Issue;
import alluxio.admission.certs.rotation.Action.Place;
import alluxio.admission.certs.rotation.Action.Publish;
import alluxio.admission.certs.rotation.Action.Store;
import alluxio.admission.certs.rotation.Action.StoreNew;
import alluxio.admission.certs.rotation.ConfigurationState.Live;
import alluxio.admission.certs.rotation.SecretState.Absent;
import alluxio.admission.certs.rotation.SecretState.Present;
import alluxio.admission.certs.rotation.SecretState.Unreadable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides on the next step of one replica. Any number of them plan side by side, each on what it has read itself; writes go
 * through only if nobody has written since. Pure and total.
 *
 * <p>A new authority is published before it signs: first into the Secret as the next one, then into every caBundle; when it
 * was read back there for the grace, it becomes the current one. The old one stays in the caBundles until the last leaf
 * under it has expired. An authority of ours in a caBundle that the Secret does not know is somebody's, and is kept as long.
 */
public final class Planner {
    private final Lifetimes lifetimes;

    public Planner(Lifetimes lifetimes) {
        this.lifetimes = lifetimes;
    }

    /** Empty when there is nothing to do now. */
    public Optional<Action> plan(Replica replica, Observation observation, Instant now) {
        return switch (observation.secret()) {
            case Unreadable _ -> repairForOneself(replica, observation, now).or(() -> renewForOneself(replica, now));
            case Absent _ -> Optional.of(create(replica, now));
            case Present secret -> present(secret, replica, observation, now);
        };
    }

    private Action create(Replica replica, Instant now) {
        Authorities remembered = replica.remembered().pruned(now);
        return remembered.canSign(now)
                ? new Store(Optional.empty(), remembered, "the Secret is gone; it gets the same authorities again")
                : new StoreNew(Optional.empty(), remembered, Place.CURRENT, "there is no Secret yet");
    }

    private Optional<Action> present(Present secret, Replica replica, Observation observation, Instant now) {
        if (!secret.authorities().canSign(now)) {
            return Optional.of(mend(secret, replica, now));
        }
        return firstLeaf(secret, replica, now)
                .or(() -> adopt(secret, replica, observation, now))
                .or(() -> publish(secret.authorities(), observation, now))
                .or(() -> renew(secret.authorities().current().orElseThrow(), replica, now))
                .or(() -> change(secret, replica, observation, now))
                .or(() -> rotate(secret, replica, observation, now));
    }

    /** The Secret has no authority that can sign: the one in memory, else the next one, else a new one takes over. */
    private Action mend(Present secret, Replica replica, Instant now) {
        Optional<String> version = Optional.of(secret.resourceVersion());
        Authorities stored = secret.authorities().pruned(now);
        Instant until = lifetimes.lastLeafEnds(now);
        Optional<Authority> mine = replica.remembered()
                .current()
                .filter(authority -> authority.isValid(now))
                .filter(authority -> stored.retired().stream()
                        .noneMatch(r -> r.authority().id().equals(authority.id())));
        Optional<Authority> next = stored.next().filter(authority -> authority.isValid(now));
        if (mine.isPresent()) {
            Authorities restored = stored.withCurrent(mine.get(), until)
                    .adopting(replica.remembered().trusted(now), until);
            return new Store(
                    version, restored, "the Secret has no authority that can sign; it gets this replica's again");
        }
        return next.isPresent()
                ? new Store(version, stored.promoted(until), "the authority cannot sign any more; the next one does")
                : new StoreNew(version, stored, Place.CURRENT, "the Secret has no authority that can sign");
    }

    /** Nothing is lost by serving a leaf that nobody trusts yet instead of none. */
    private Optional<Action> firstLeaf(Present secret, Replica replica, Instant now) {
        boolean none = replica.leaf().filter(leaf -> !leaf.isExpired(now)).isEmpty();
        return none
                ? secret.authorities().current().map(issuer -> new Issue(issuer, "there is no valid certificate"))
                : Optional.empty();
    }

    private Optional<Action> adopt(Present secret, Replica replica, Observation observation, Instant now) {
        Authorities stored = secret.authorities();
        List<Authority> unknown = Stream.concat(
                        observation.found().stream(), replica.remembered().trusted(now).stream())
                .filter(authority -> authority.isValid(now) && !stored.knows(authority.id()))
                .distinct()
                .toList();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(new Store(
                        Optional.of(secret.resourceVersion()),
                        stored.adopting(unknown, lifetimes.lastLeafEnds(now)).pruned(now),
                        "there are authorities that the Secret does not know"));
    }

    private Optional<Action> publish(Authorities authorities, Observation observation, Instant now) {
        List<Authority> wanted = authorities.trusted(now).stream()
                .sorted(Comparator.comparing(Authority::notBefore).thenComparing(Authority::id))
                .toList();
        Set<String> ids = wanted.stream().map(Authority::id).collect(Collectors.toSet());
        return observation.configurations().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Live live && !live.isExactly(ids))
                .findFirst()
                .map(entry -> new Publish(entry.getKey(), wanted));
    }

    /** Under the same authority, if that makes it last longer. */
    private Optional<Action> renew(Authority issuer, Replica replica, Instant now) {
        return replica.leaf()
                .filter(leaf -> leaf.issuer().equals(issuer.id()) && lifetimes.isDue(leaf, now))
                .filter(leaf ->
                        lifetimes.leafEnds(issuer, replica.secretReadAt(), now).isAfter(leaf.notAfter()))
                .map(_ -> new Issue(issuer, "a third of the certificate's life is left"));
    }

    /** To a new authority. */
    private Optional<Action> change(Present secret, Replica replica, Observation observation, Instant now) {
        Authority issuer = secret.authorities().current().orElseThrow();
        boolean same = replica.leaf().orElseThrow().issuer().equals(issuer.id());
        boolean trusted = observation.trusts(issuer.id()) && replica.trustedFor(issuer.id(), lifetimes.grace(), now);
        return !same && trusted
                ? Optional.of(new Issue(issuer, "every caBundle has the new authority"))
                : Optional.empty();
    }

    private Optional<Action> rotate(Present secret, Replica replica, Observation observation, Instant now) {
        Optional<String> version = Optional.of(secret.resourceVersion());
        Authorities stored = secret.authorities();
        Instant until = lifetimes.lastLeafEnds(now);
        if (stored.next().filter(next -> !next.isValid(now)).isPresent()) {
            return Optional.of(
                    new Store(version, stored.withoutNext(now).pruned(now), "the next authority is not valid"));
        }
        if (stored.next().isPresent()) {
            String id = stored.next().get().id();
            return observation.trusts(id) && replica.trustedFor(id, lifetimes.grace(), now)
                    ? Optional.of(new Store(
                            version, stored.promoted(until).pruned(now), "every caBundle has the next authority"))
                    : Optional.empty();
        }
        return lifetimes.isDue(stored.current().orElseThrow(), now)
                ? Optional.of(new StoreNew(
                        version, stored.pruned(now), Place.NEXT, "a third of the authority's life is left"))
                : Optional.empty();
    }

    private Optional<Action> renewForOneself(Replica replica, Instant now) {
        return replica.remembered()
                .current()
                .filter(authority -> authority.isValid(now))
                .flatMap(authority -> renew(authority, replica, now));
    }

    /** Who cannot read the Secret may be behind: it adds what its own leaf needs, and takes nothing away. */
    private Optional<Action> repairForOneself(Replica replica, Observation observation, Instant now) {
        Optional<Authority> own = replica.leaf()
                .flatMap(leaf -> replica.remembered()
                        .all()
                        .filter(authority -> authority.id().equals(leaf.issuer()) && authority.isValid(now))
                        .findFirst());
        if (own.isEmpty()) {
            return Optional.empty();
        }
        List<Authority> wanted = Stream.of(
                        Stream.of(own.get()),
                        replica.remembered().trusted(now).stream(),
                        observation.found().stream().filter(authority -> authority.isValid(now)))
                .flatMap(authorities -> authorities)
                .distinct()
                .sorted(Comparator.comparing(Authority::notBefore).thenComparing(Authority::id))
                .toList();
        return observation.configurations().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Live live
                        && !live.trusts(own.get().id()))
                .findFirst()
                .map(entry -> new Publish(entry.getKey(), wanted));
    }
}
