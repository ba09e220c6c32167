package alluxio.admission.certs.managed;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How fast configurations are written: replicas that see the same drift do not all write at once, and a quarrel with somebody
 * who writes back again and again stays a slow one. Used by one thread.
 */
public final class WriteRateLimiter {
    private static final int BURST = 10;
    private static final Duration EACH = Duration.ofSeconds(1);

    private final Duration jitter;
    private final RandomGenerator random;
    private final Map<String, Instant> full = new HashMap<>();

    /** @param jitter the longest pause before a write */
    public WriteRateLimiter(Duration jitter, RandomGenerator random) {
        this.jitter = jitter;
        this.random = random;
    }

    Duration pause() {
        return Duration.ofMillis(random.nextLong(jitter.toMillis() + 1));
    }

    /** Whether the configuration may be written now, which is noted: ten times at once, then once a second. */
    boolean allows(String configuration, Instant now) {
        // When all permits will be there again.
        Instant again = full.getOrDefault(configuration, now);
        Instant base = again.isBefore(now) ? now : again;
        if (Duration.between(now, base).compareTo(EACH.multipliedBy(BURST - 1L)) > 0) {
            return false;
        }
        full.put(configuration, base.plus(EACH));
        return true;
    }
}
