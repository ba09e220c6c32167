package alluxio.admission.certs.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The durations of the rotation.
 *
 * @param authority the lifetime of a CA, which is replaced when a third is left
 * @param leaf the lifetime of a leaf certificate, which is renewed when a third is left
 * @param grace how long a new CA is in every caBundle before leaf certificates are issued under it: API servers see changed
 *     configurations with a delay
 * @param settle how long a replica's CA is in every caBundle before the replica becomes ready for the first time
 * @param margin by how much the clocks of replicas may differ, and how old an observation may be when a step is taken
 */
public record Lifetimes(Duration authority, Duration leaf, Duration grace, Duration settle, Duration margin) {

    public static final Lifetimes DEFAULTS = new Lifetimes(
            Duration.ofDays(365),
            Duration.ofDays(9),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10));

    boolean isDue(Authority authority, Instant now) {
        return !now.isBefore(authority.notAfter().minus(this.authority.dividedBy(3)));
    }

    boolean isDue(Leaf leaf, Instant now) {
        return !now.isBefore(leaf.notAfter().minus(this.leaf.dividedBy(3)));
    }

    /** Whether a leaf certificate until then is worth signing: not for the few seconds by which clocks or rounding differ. */
    boolean isGain(Leaf leaf, Instant ends) {
        return ends.isAfter(leaf.notAfter().plus(this.leaf.dividedBy(12)));
    }

    /**
     * How long a new CA must have been in every caBundle before it replaces this leaf certificate: the whole grace, unless the
     * leaf is due and could not be renewed. Then it is as long as a new replica waits.
     */
    Duration patience(Leaf leaf, Instant now) {
        return isDue(leaf, now) ? settle : grace;
    }

    /**
     * How long the next CA must have been in every caBundle before it replaces the current one: the whole grace, unless the
     * current one expires so soon that leaf certificates under it can hardly be renewed.
     */
    Duration patience(Authority current, Instant now) {
        return now.isBefore(current.notAfter().minus(leaf)) ? grace : settle;
    }

    /**
     * The end of a leaf certificate that is signed now.
     *
     * @param readAt when the Secret was read that names the current CA: a replica that cannot read it may go on signing for
     *     another lifetime of a leaf, and no longer
     */
    public Instant leafEnds(Authority issuer, Instant readAt, Instant now) {
        return Stream.of(now.plus(leaf), readAt.plus(leaf).plus(leaf), issuer.notAfter())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The end of a leaf certificate that is signed now under a retired CA: caBundles do not have the CA for longer. */
    public Instant leafEnds(RetiredAuthority issuer, Instant now) {
        return Stream.of(
                        now.plus(leaf),
                        issuer.until().minus(margin),
                        issuer.authority().notAfter())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** When the last leaf certificate under a CA has expired that retires now. */
    public Instant lastLeafEnds(Instant now) {
        return now.plus(leaf).plus(leaf).plus(margin);
    }
}
