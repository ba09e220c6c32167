package alluxio.admission.app.validation;

import alluxio.admission.model.kube.ObjectReference;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Limits how long decision threads wait for live reads: few of them wait at once, and none for a while after a read that had no
 * result. A slow API server must not make the webhook slow. Thread-safe.
 */
final class ReadLimiter implements LiveObjects {
    /** How many threads wait at once. */
    static final int MOST_WAITING = 2;

    /** How long nothing is read after a read without a result. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final LiveObjects live;
    private final LongSupplier nanos;
    private int waiting;
    private boolean failed;
    private long failedAt;

    /** @param nanos a clock that only moves forward, as {@link System#nanoTime} */
    ReadLimiter(LiveObjects live, LongSupplier nanos) {
        this.live = live;
        this.nanos = nanos;
    }

    @Override
    public Optional<String> resourceVersion(ObjectReference object, Duration atMost) {
        if (!atMost.isPositive() || !begin()) {
            return Optional.empty();
        }
        Optional<String> version = Optional.empty();
        try {
            version = live.resourceVersion(object, atMost);
        } finally {
            end(version.isEmpty());
        }
        return version;
    }

    private synchronized boolean begin() {
        boolean isPaused = failed && nanos.getAsLong() - failedAt < PAUSE.toNanos();
        if (isPaused || waiting >= MOST_WAITING) {
            return false;
        }
        waiting++;
        return true;
    }

    private synchronized void end(boolean withoutResult) {
        waiting--;
        failed = withoutResult;
        failedAt = nanos.getAsLong();
    }
}
