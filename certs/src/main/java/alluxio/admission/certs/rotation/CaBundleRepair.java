package alluxio.admission.certs.rotation;

import alluxio.admission.certs.rotation.ConfigurationState.Live;
import alluxio.admission.certs.rotation.RotationStep.PublishCaBundle;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of the {@link RotationPlanner} that repair the caBundle of each webhook configuration. Pure and total. */
final class CaBundleRepair {

    /** A caBundle with other CAs than those that the Secret trusts. */
    Optional<RotationStep> repair(Authorities authorities, Observation observation, Instant now) {
        Collection<Authority> wanted = authorities.trusted(now);
        Set<String> ids = wanted.stream().map(Authority::id).collect(Collectors.toSet());
        return publish(wanted.stream(), observation, live -> !live.isExactly(ids));
    }

    /**
     * A caBundle without the CA of this replica's leaf certificate, while the Secret cannot be read. The replica may be behind,
     * so it adds that CA and removes nothing.
     */
    Optional<RotationStep> repairUnread(ReplicaState replica, Observation observation, Instant now) {
        Optional<Authority> own = replica.leaf()
                .flatMap(leaf -> replica.remembered()
                        .all()
                        .filter(authority -> authority.id().equals(leaf.issuer()) && authority.isValid(now))
                        .findFirst());
        return own.flatMap(authority -> publish(
                Stream.of(
                                Stream.of(authority),
                                replica.remembered().trusted(now).stream(),
                                observation.found().stream().filter(found -> found.isValid(now)))
                        .flatMap(authorities -> authorities),
                observation,
                live -> !live.trusts(authority.id())));
    }

    /** The first configuration whose caBundle is wrong, with the CAs that it should have in a stable order. */
    private static Optional<RotationStep> publish(
            Stream<Authority> authorities, Observation observation, Predicate<Live> isWrong) {
        List<Authority> wanted = authorities
                .distinct()
                .sorted(Comparator.comparing(Authority::notBefore).thenComparing(Authority::id))
                .toList();
        return observation.configurations().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Live live && isWrong.test(live))
                .findFirst()
                .map(entry -> new PublishCaBundle(entry.getKey(), wanted));
    }
}
