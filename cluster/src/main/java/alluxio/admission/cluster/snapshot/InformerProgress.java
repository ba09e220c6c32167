package alluxio.admission.cluster.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far an informer is. Immutable.
 *
 * @param known whether what it has read is all there is
 * @param forbidden whether the API server refuses to tell, so that nothing is seen
 * @param currentAt until when what it knows is known to be current: the last time its watch was open
 * @param lastSign when it was last started, read an object or had its watch open
 * @param failingSince when the first of the failures was that have not ended yet
 * @param error the last failure that has not ended yet
 */
record InformerProgress(
        boolean known,
        boolean forbidden,
        Instant currentAt,
        Instant lastSign,
        Optional<Instant> failingSince,
        Optional<String> error) {

    static InformerProgress starting(Instant now) {
        return new InformerProgress(false, false, now, now, Optional.empty(), Optional.empty());
    }

    InformerProgress started(Instant now) {
        return new InformerProgress(known, forbidden, currentAt, now, failingSince, error);
    }

    InformerProgress read(Instant now) {
        return started(now);
    }

    InformerProgress watching(Instant now) {
        return known
                ? new InformerProgress(true, false, now, now, Optional.empty(), Optional.empty())
                : new InformerProgress(false, forbidden, currentAt, now, failingSince, error);
    }

    InformerProgress synced(Instant now) {
        return new InformerProgress(true, false, now, now, Optional.empty(), Optional.empty());
    }

    /** Nothing is seen, as if there were nothing: a right that was taken away ends what was known. */
    InformerProgress forbidden(String words) {
        return new InformerProgress(false, true, currentAt, lastSign, failingSince, Optional.of(words));
    }

    /** What was known stays. */
    InformerProgress failed(String words, Instant now) {
        return new InformerProgress(
                known, forbidden, currentAt, lastSign, failingSince.or(() -> Optional.of(now)), Optional.of(words));
    }

    /** Whether it is clear what is seen of the kind: everything, or nothing. */
    boolean isDecided() {
        return known || forbidden;
    }

    /** Whether it has not been heard of for that long. */
    boolean isStuck(Instant now, Duration patience) {
        return Duration.between(lastSign, now).compareTo(patience) > 0;
    }
}
