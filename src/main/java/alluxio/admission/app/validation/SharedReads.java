package alluxio.admission.app.validation;

import alluxio.admission.model.kube.ObjectReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live reads that several decisions share: one at a time for each object, whose result is kept for a second. Few threads wait at
 * once, and after a read that failed or took too long there is none for a while: a slow API server must not make the webhook slow.
 * Thread-safe.
 */
final class SharedReads {
    /** How many threads wait at once, be it for their own read or for that of another. */
    static final int MOST_WAITING = 2;

    /** How long a result is used again. */
    static final Duration KEPT = Duration.ofSeconds(1);

    /** How long nothing is read after a read without a result. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(SharedReads.class);

    private final LiveObjects live;
    private final LongSupplier nanos;
    private final Map<ObjectReference, Read> reads = new HashMap<>();
    private int waiting;
    private boolean failed;
    private long failedAt;

    SharedReads(LiveObjects live, LongSupplier nanos) {
        this.live = live;
        this.nanos = nanos;
    }

    private static final class Read {
        private final CompletableFuture<Optional<String>> result = new CompletableFuture<>();
        private long endedAt;

        boolean isOld(long now) {
            return result.isDone() && now - endedAt >= KEPT.toNanos();
        }
    }

    /** As {@link LiveObjects#resourceVersion}; empty, too, when too many threads wait or the last read failed a moment ago. */
    Optional<String> resourceVersion(ObjectReference seen, Duration atMost) {
        ObjectReference object = new ObjectReference(seen.kind(), seen.namespace(), seen.name(), "");
        Read read;
        boolean first;
        synchronized (this) {
            long now = nanos.getAsLong();
            reads.values().removeIf(each -> each.isOld(now));
            Read known = reads.get(object);
            if (known != null && known.result.isDone()) {
                return known.result.join();
            }
            boolean isPaused = failed && now - failedAt < PAUSE.toNanos();
            if (waiting >= MOST_WAITING || isPaused || !atMost.isPositive()) {
                return Optional.empty();
            }
            waiting++;
            first = known == null;
            read = known == null ? new Read() : known;
            reads.put(object, read);
        }
        try {
            return first ? read(object, atMost, read) : await(read, atMost);
        } finally {
            synchronized (this) {
                waiting--;
            }
        }
    }

    private Optional<String> read(ObjectReference object, Duration atMost, Read read) {
        Optional<String> version = Optional.empty();
        try {
            version = live.resourceVersion(object, atMost);
        } catch (RuntimeException e) {
            log.warn("{} could not be read", object, e);
        } finally {
            ended(read, version);
        }
        return version;
    }

    private synchronized void ended(Read read, Optional<String> version) {
        read.endedAt = nanos.getAsLong();
        read.result.complete(version);
        failed = version.isEmpty();
        failedAt = read.endedAt;
    }

    private static Optional<String> await(Read read, Duration atMost) {
        try {
            return read.result.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
