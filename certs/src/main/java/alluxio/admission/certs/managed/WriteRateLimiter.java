package alluxio.admission.certs.managed;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Limits how fast webhook configurations are written. Replicas that see the same change do not all write at once, and when
 * another client keeps overwriting a caBundle, both write once a second at most. Used by one thread.
 */
public final class WriteRateLimiter {
    private static final int BURST = 10;
    private static final Duration PER_PERMIT = Duration.ofSeconds(1);

    private final Duration maxJitter;
    private final RandomGenerator random;
    private final Map<String, Instant> refilled = new HashMap<>();

    /** @param maxJitter the longest pause before a write */
    public WriteRateLimiter(Duration maxJitter, RandomGenerator random) {
        this.maxJitter = maxJitter;
        this.random = random;
    }

    /** A random pause before a write. */
    Duration jitter() {
        return Duration.ofMillis(random.nextLong(maxJitter.toMillis() + 1));
    }

    /** Takes a permit to write the configuration, if there is one: ten at once, then one a second. */
    boolean tryAcquire(String configuration, Instant now) {
        Instant full = refilled.getOrDefault(configuration, now); // when all permits will be there again
        Instant base = full.isBefore(now) ? now : full;
        if (Duration.between(now, base).compareTo(PER_PERMIT.multipliedBy(BURST - 1L)) > 0) {
            return false;
        }
        refilled.put(configuration, base.plus(PER_PERMIT));
        return true;
    }
}
