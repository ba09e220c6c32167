package alluxio.admission.certs.rotation;

import alluxio.admission.certs.rotation.RotationStep.IssueLeaf;
import alluxio.admission.certs.rotation.SecretState.Absent;
import alluxio.admission.certs.rotation.SecretState.Present;
import alluxio.admission.certs.rotation.SecretState.Unreadable;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides on the next step of one replica. Replicas plan independently, each on what it has read itself; a write succeeds only
 * if the object has not changed since (optimistic concurrency). Pure and total.
 *
 * <p>A new CA is published before it signs: first into the Secret as the next one, then into every caBundle. Once it was read
 * back from there for the whole grace, it becomes the current one. The old CA stays in the caBundles until the last leaf
 * certificate under it has expired. A CA of this installation in a caBundle that the Secret does not know belongs to another
 * replica, and is kept as long.
 */
public final class RotationPlanner {
    private final Lifetimes lifetimes;
    private final SecretPlanner secrets;
    private final CaBundleRepair caBundles = new CaBundleRepair();

    public RotationPlanner(Lifetimes lifetimes) {
        this.lifetimes = lifetimes;
        this.secrets = new SecretPlanner(lifetimes);
    }

    /** Empty when there is nothing to do now. */
    public Optional<RotationStep> plan(ReplicaState replica, Observation observation, Instant now) {
        return switch (observation.secret()) {
            case Unreadable _ ->
                caBundles.repairUnread(replica, observation, now).or(() -> renewal(replica, now));
            case Absent _ -> Optional.of(secrets.create(replica, now));
            case Present secret -> present(secret, replica, observation, now);
        };
    }

    private Optional<RotationStep> present(Present secret, ReplicaState replica, Observation observation, Instant now) {
        if (!secret.authorities().canSign(now)) {
            return Optional.of(secrets.repair(secret, replica, now));
        }
        return firstLeaf(secret, replica, now)
                .or(() -> renewal(replica, now))
                .or(() -> secrets.adopt(secret, replica, observation, now))
                .or(() -> caBundles.repair(secret.authorities(), observation, now))
                .or(() -> changeIssuer(secret, replica, observation, now))
                .or(() -> secrets.rotate(secret, replica, observation, now));
    }

    /** A leaf certificate that no API server trusts yet is no worse than none. */
    private Optional<RotationStep> firstLeaf(Present secret, ReplicaState replica, Instant now) {
        boolean none = replica.leaf().filter(leaf -> !leaf.isExpired(now)).isEmpty();
        return none
                ? secret.authorities()
                        .current()
                        .map(issuer -> issue(issuer, replica, now, "there is no valid certificate"))
                : Optional.empty();
    }

    /** A leaf certificate under the new CA. */
    private Optional<RotationStep> changeIssuer(
            Present secret, ReplicaState replica, Observation observation, Instant now) {
        Authority issuer = secret.authorities().current().orElseThrow();
        Leaf leaf = replica.leaf().orElseThrow();
        boolean trusted =
                observation.trusts(issuer.id()) && replica.trustedFor(issuer.id(), lifetimes.patience(leaf, now), now);
        return !leaf.issuer().equals(issuer.id()) && trusted
                ? Optional.of(issue(issuer, replica, now, "every caBundle has the new authority"))
                : Optional.empty();
    }

    /**
     * A new leaf certificate under the same CA, if it lasts longer: also under a retired CA while that is trusted, so that the
     * change to the new CA is never rushed. Needs no read, so that no slow API server delays it.
     */
    public Optional<IssueLeaf> renewal(ReplicaState replica, Instant now) {
        Optional<Leaf> due = replica.leaf().filter(leaf -> lifetimes.isDue(leaf, now));
        return due.flatMap(
                leaf -> sameIssuer(leaf, replica, now).filter(issue -> lifetimes.isGain(leaf, issue.ends())));
    }

    private Optional<IssueLeaf> sameIssuer(Leaf leaf, ReplicaState replica, Instant now) {
        String why = "a third of the certificate's life is left";
        Authorities remembered = replica.remembered();
        Optional<IssueLeaf> current = remembered
                .current()
                .filter(authority -> authority.id().equals(leaf.issuer()) && authority.isValid(now))
                .map(authority -> issue(authority, replica, now, why));
        return current.or(() -> remembered.retired().stream()
                .filter(retired -> retired.authority().id().equals(leaf.issuer()))
                .findFirst()
                .map(retired -> new IssueLeaf(
                        retired.authority(),
                        lifetimes.leafEnds(retired, now),
                        why + ", and not every caBundle has the new authority yet")));
    }

    private IssueLeaf issue(Authority issuer, ReplicaState replica, Instant now, String why) {
        return new IssueLeaf(issuer, lifetimes.leafEnds(issuer, replica.secretReadAt(), now), why);
    }
}
