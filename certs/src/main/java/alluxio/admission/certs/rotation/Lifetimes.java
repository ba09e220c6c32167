package alluxio.admission.certs.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The clocks of the rotation.
 *
 * @param authority how long an authority lives; renewed when a third is left
 * @param leaf how long a leaf lives; renewed when a third is left
 * @param grace how long an authority has been in every caBundle before leaves change to it: API servers read the
 *     configurations with a delay
 * @param settle how long a replica's authority has been in every caBundle before it is ready for the first time
 * @param margin by how much the clocks of replicas may differ, and how old a plan may be when it is carried out
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

    /** Whether a leaf until then is worth signing: not for the seconds by which two clocks or roundings differ. */
    boolean isGain(Leaf leaf, Instant ends) {
        return ends.isAfter(leaf.notAfter().plus(this.leaf.dividedBy(12)));
    }

    /**
     * How long an authority must have been in every caBundle before this leaf gives way to one of it: the whole grace, unless the
     * leaf is due and could not be renewed. Then as long as a new replica waits.
     */
    Duration patience(Leaf leaf, Instant now) {
        return isDue(leaf, now) ? settle : grace;
    }

    /** The same before it takes the place of this one: leaves under that cannot be renewed for long when it ends itself. */
    Duration patience(Authority current, Instant now) {
        return now.isBefore(current.notAfter().minus(leaf)) ? grace : settle;
    }

    /**
     * The end of a leaf that is signed now.
     *
     * @param readAt when the Secret was read that says who signs: without a look at it one may sign on for another life
     *     of a leaf, and no longer
     */
    public Instant leafEnds(Authority issuer, Instant readAt, Instant now) {
        return Stream.of(now.plus(leaf), readAt.plus(leaf).plus(leaf), issuer.notAfter())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The end of a leaf that is signed now by an authority whose leaves give way to others: nobody trusts it for longer. */
    public Instant leafEnds(RetiredAuthority issuer, Instant now) {
        return Stream.of(
                        now.plus(leaf),
                        issuer.until().minus(margin),
                        issuer.authority().notAfter())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** When the last leaf has expired under an authority that signs no more from now on. */
    public Instant lastLeafEnds(Instant now) {
        return now.plus(leaf).plus(leaf).plus(margin);
    }
}
