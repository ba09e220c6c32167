package alluxio.admission.webhook;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Memory for bodies as they arrive, and for responses until their clients have taken them. A byte counts once it has arrived,
 * whatever a request announces. When bytes are short:
 *
 * <ul>
 *   <li>A part of them is kept for complete bodies. Beyond it, a body that becomes complete ends the oldest incomplete one, a
 *       slow one first.
 *   <li>An incomplete body waits, and is not read. It gets no byte that an older one still needs to become complete: so the
 *       oldest can always go on, and many large bodies at once become complete one after the other, instead of none of them.
 *   <li>An older body for which others wait ends if it stalls for a moment, or takes too long.
 * </ul>
 *
 * For use on one event loop; only the sum may be read elsewhere.
 */
final class BytesInFlight {

    private final long capacity;
    private final long forIncomplete;
    private final LinkedHashSet<Holding> incomplete = new LinkedHashSet<>(); // the oldest first
    private final LinkedHashSet<Holding> wholeAndWaiting = new LinkedHashSet<>();
    private final AtomicLong used = new AtomicLong();
    private boolean serving;

    /** @param forIncomplete how many bytes of the capacity incomplete bodies may use */
    BytesInFlight(long capacity, long forIncomplete) {
        this.capacity = capacity;
        this.forIncomplete = forIncomplete;
    }

    /**
     * A body begins.
     *
     * @param expected bytes; for a chunked body, the most that it may have
     * @param end ends the request when its memory is needed
     */
    Holding beginBody(long expected, Runnable end) {
        Holding holding = new Holding(Math.min(expected, forIncomplete), false, end);
        incomplete.add(holding);
        return holding;
    }

    /** A response begins. It counts at once; if its client does not take it, it ends like a body. */
    Holding beginResponse(long bytes, Runnable end) {
        Holding holding = new Holding(bytes, true, end);
        holding.held = bytes;
        used.addAndGet(bytes);
        incomplete.add(holding);
        return holding;
    }

    /** In bytes. */
    long used() {
        return used.get();
    }

    /**
     * Ends bodies that stall while others wait. To be called regularly.
     *
     * @param elapsed since the last call
     */
    void tick(Duration elapsed) {
        for (Holding each : incomplete) {
            if (each.wanted == 0) {
                each.stalled = each.stalled.plus(elapsed);
                each.lasted = each.lasted.plus(elapsed);
            }
        }
        if (!isShort()) {
            return;
        }
        wholeAndWaiting.stream().findFirst().ifPresent(this::makeRoomFor);
        serve();
        for (Holding oldest : List.copyOf(incomplete)) {
            if (!isShort()) {
                return;
            }
            if (oldest.wanted == 0 && oldest.isSlow()) {
                end(oldest);
            }
        }
    }

    private boolean isShort() {
        if (!wholeAndWaiting.isEmpty()) {
            return true;
        }
        for (Holding each : incomplete) {
            if (each.wanted > 0) {
                return true;
            }
        }
        return false;
    }

    private void end(Holding holding) {
        incomplete.remove(holding);
        holding.end.run();
        holding.release();
    }

    private void makeRoomFor(Holding whole) {
        endUntilThereIsRoomFor(whole, Holding::isSlow);
        // A response gets time to be taken: its client has done nothing wrong yet.
        endUntilThereIsRoomFor(whole, oldest -> !oldest.isResponse || !oldest.stalled.isZero());
    }

    private void endUntilThereIsRoomFor(Holding whole, Predicate<Holding> which) {
        if (used.get() + whole.wanted <= capacity) {
            return;
        }
        for (Holding oldest : List.copyOf(incomplete)) {
            if (used.get() + whole.wanted <= capacity) {
                return;
            }
            if (oldest.held > 0 && which.test(oldest)) {
                end(oldest);
            }
        }
    }

    private void serve() {
        if (serving || !isShort()) {
            return; // when it is serving, the loop below sees what is released by those that it serves
        }
        serving = true;
        try {
            boolean again = true;
            while (again) {
                again = false;
                for (Holding whole : List.copyOf(wholeAndWaiting)) {
                    again |= wholeAndWaiting.contains(whole) && whole.grantIfRoom(capacity);
                }
                long neededByOlder = 0;
                for (Holding each : List.copyOf(incomplete)) {
                    again |= each.wanted > 0 && each.grantIfRoom(forIncomplete - neededByOlder);
                    neededByOlder = Math.max(neededByOlder, each.missing());
                }
            }
        } finally {
            serving = false;
        }
    }

    /** The bytes of one body or response. */
    final class Holding {
        private final long expected;
        private final boolean isResponse;
        private final Runnable end;
        private long held;
        private long wanted;
        private boolean released;
        private Duration stalled = Duration.ZERO;
        private Duration lasted = Duration.ZERO;
        private @Nullable Runnable granted;

        private Holding(long expected, boolean isResponse, Runnable end) {
            this.expected = expected;
            this.isResponse = isResponse;
            this.end = end;
        }

        /**
         * Asks for room for bytes that have arrived; one call at a time.
         *
         * @param whole whether the body is complete with them
         * @param later runs once there is room, if there is none now
         * @return whether there is room now
         */
        boolean acquire(int bytes, boolean whole, Runnable later) {
            wanted = bytes;
            stalled = Duration.ZERO;
            if (whole) {
                incomplete.remove(this);
                makeRoomFor(this);
                if (released || grantIfRoom(capacity)) {
                    return !released;
                }
                granted = later;
                wholeAndWaiting.add(this);
                return false;
            }
            if (grantIfRoom(forIncomplete - neededByOlder())) {
                return true;
            }
            granted = later;
            return false;
        }

        private boolean grantIfRoom(long most) {
            if (used.get() + wanted > most) {
                return false;
            }
            held += wanted;
            used.addAndGet(wanted);
            wanted = 0;
            wholeAndWaiting.remove(this);
            Runnable run = granted;
            granted = null;
            if (run != null) {
                run.run();
            }
            return true;
        }

        private long neededByOlder() {
            long needed = 0;
            for (Holding each : incomplete) {
                if (each == this) {
                    break;
                }
                needed = Math.max(needed, each.missing());
            }
            return needed;
        }

        private long missing() {
            return Math.max(0, expected - held);
        }

        private boolean isSlow() {
            return stalled.compareTo(ServerLimits.STALLED_BODY) >= 0
                    || lasted.toMillis() - held / ServerLimits.CONTENDED_BYTES_PER_MILLISECOND
                            >= ServerLimits.CONTENDED_BODY.toMillis();
        }

        /** Releases everything. Idempotent. */
        void release() {
            if (released) {
                return;
            }
            released = true;
            wanted = 0;
            granted = null;
            incomplete.remove(this);
            wholeAndWaiting.remove(this);
            used.addAndGet(-held);
            held = 0;
            serve();
        }
    }
}
