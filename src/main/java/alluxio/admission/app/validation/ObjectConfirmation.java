package alluxio.admission.app.validation;

import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.policy.PolicyResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Confirms denials that rest on another object by one live read of it; what is not confirmed becomes a warning. The threads that
 * decide wait for these reads: {@link ReadLimiter} keeps them few, and each decision waits at most a third of its time.
 * Thread-safe.
 */
public final class ObjectConfirmation {
    /** How many objects are read for one decision; denials that rest on more are warnings. */
    static final int MOST_OBJECTS = 3;

    private static final int SHARE_OF_TIME = 3;

    private final LiveObjects reads;
    private final LongSupplier nanos;
    private final AtomicLong confirmed = new AtomicLong();
    private final AtomicLong changed = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();

    /** @param nanos a clock that only moves forward, as {@link System#nanoTime} */
    public ObjectConfirmation(LiveObjects live, LongSupplier nanos) {
        this.reads = new ReadLimiter(live, nanos);
        this.nanos = nanos;
    }

    /**
     * The result with warnings in place of the denials that are not confirmed. Blocks, if there are such denials.
     *
     * @param time until the deadline of the request
     */
    public PolicyResult confirmed(PolicyResult result, Duration time) {
        Set<ObjectReference> unchanged = new HashSet<>();
        long end = nanos.getAsLong() + time.toNanos() / SHARE_OF_TIME;
        List<ObjectReference> unconfirmed = result.unconfirmed();
        for (ObjectReference seen : unconfirmed.subList(0, Math.min(unconfirmed.size(), MOST_OBJECTS))) {
            if (isUnchanged(seen, Duration.ofNanos(end - nanos.getAsLong()))) {
                unchanged.add(seen);
            }
        }
        return result.withUnconfirmedAsWarnings(unchanged::contains);
    }

    private boolean isUnchanged(ObjectReference seen, Duration atMost) {
        Optional<String> now = reads.resourceVersion(seen, atMost);
        boolean same = now.filter(version -> !version.isEmpty() && version.equals(seen.resourceVersion()))
                .isPresent();
        (now.isEmpty() ? unknown : same ? confirmed : changed).incrementAndGet();
        return same;
    }

    /** How many objects were as the decision had seen them. */
    public long confirmed() {
        return confirmed.get();
    }

    /** How many had changed, or were gone. */
    public long changed() {
        return changed.get();
    }

    /** How many were not read in time, or not at all because too many reads were under way. */
    public long unknown() {
        return unknown.get();
    }
}
