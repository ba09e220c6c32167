package alluxio.admission.webhook;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Memory for bodies as they arrive, and for answers until they are taken. A byte counts once it is there, whatever a request
 * announces. When they get short:
 *
 * <ul>
 *   <li>A part is kept for bodies that are whole. Beyond it, a body that has arrived whole ends the oldest one that has not, a slow
 *       one first.
 *   <li>A body that has not arrived whole waits, and is not read. It gets no byte that an older one still needs to become whole, so that the
 *       oldest can always go on, and many large bodies at once become whole one after the other instead of none.
 *   <li>An older one for which others wait ends if it sends nothing for a moment, or takes too long.
 * </ul>
 *
 * To be used on one event loop; only the sum may be read elsewhere.
 */
final class BytesInFlight {

    private final long capacity;
    private final long forIncomplete;
    private final LinkedHashSet<Intake> incomplete = new LinkedHashSet<>(); // the oldest first
    private final LinkedHashSet<Intake> wholeAndWaiting = new LinkedHashSet<>();
    private final AtomicLong used = new AtomicLong();
    private boolean serving;

    /** @param forIncomplete how many of the capacity's bytes are enough to refuse more to bodies that are not whole */
    BytesInFlight(long capacity, long forIncomplete) {
        this.capacity = capacity;
        this.forIncomplete = forIncomplete;
    }

    /**
     * A body begins.
     *
     * @param expected bytes; of a body that does not say, the most that it may have
     * @param end ends the request, and releases
     */
    Intake body(long expected, Runnable end) {
        Intake intake = new Intake(Math.min(expected, forIncomplete), false, end);
        incomplete.add(intake);
        return intake;
    }

    /** An answer is there already, so it counts at once; it ends, if its client does not take it, like a body. */
    Intake answer(long bytes, Runnable end) {
        Intake intake = new Intake(bytes, true, end);
        intake.held = bytes;
        used.addAndGet(bytes);
        incomplete.add(intake);
        return intake;
    }

    /** Bytes. */
    long used() {
        return used.get();
    }

    /**
     * Called every now and then.
     *
     * @param elapsed since the last time
     */
    void tick(Duration elapsed) {
        for (Intake each : List.copyOf(incomplete)) {
            if (each.asked == 0) {
                each.stalled = each.stalled.plus(elapsed);
                each.lasted = each.lasted.plus(elapsed);
            }
        }
        wholeAndWaiting.stream().findFirst().ifPresent(this::makeRoomFor);
        serve();
        for (Intake oldest : List.copyOf(incomplete)) {
            if (!isShort()) {
                return;
            }
            if (oldest.asked == 0 && oldest.isSlow()) {
                end(oldest);
            }
        }
    }

    private boolean isShort() {
        return !wholeAndWaiting.isEmpty() || incomplete.stream().anyMatch(intake -> intake.asked > 0);
    }

    private void end(Intake intake) {
        incomplete.remove(intake);
        intake.end.run();
        intake.release();
    }

    private void makeRoomFor(Intake whole) {
        endUntilThereIsRoomFor(whole, Intake::isSlow);
        // An answer gets the time to be taken: its client has done nothing wrong yet.
        endUntilThereIsRoomFor(whole, oldest -> !oldest.isAnswer || !oldest.stalled.isZero());
    }

    private void endUntilThereIsRoomFor(Intake whole, Predicate<Intake> which) {
        for (Intake oldest : List.copyOf(incomplete)) {
            if (used.get() + whole.asked <= capacity) {
                return;
            }
            if (oldest.held > 0 && which.test(oldest)) {
                end(oldest);
            }
        }
    }

    private void serve() {
        if (serving) {
            return; // the loop below sees what is given back by those whom it serves
        }
        serving = true;
        try {
            boolean again = true;
            while (again) {
                again = false;
                for (Intake whole : List.copyOf(wholeAndWaiting)) {
                    again |= wholeAndWaiting.contains(whole) && whole.grantIfRoom(capacity);
                }
                long neededByOlder = 0;
                for (Intake each : List.copyOf(incomplete)) {
                    again |= each.asked > 0 && each.grantIfRoom(forIncomplete - neededByOlder);
                    neededByOlder = Math.max(neededByOlder, each.missing());
                }
            }
        } finally {
            serving = false;
        }
    }

    /** One body or answer. */
    final class Intake {
        private final long expected;
        private final boolean isAnswer;
        private final Runnable end;
        private long held;
        private long asked;
        private boolean released;
        private Duration stalled = Duration.ZERO;
        private Duration lasted = Duration.ZERO;
        private @Nullable Runnable granted;

        private Intake(long expected, boolean isAnswer, Runnable end) {
            this.expected = expected;
            this.isAnswer = isAnswer;
            this.end = end;
        }

        /**
         * Bytes have arrived; one call at a time.
         *
         * @param whole whether the body is whole with them
         * @param later runs once there is room, if there is none now
         * @return whether there is room now
         */
        boolean take(int bytes, boolean whole, Runnable later) {
            asked = bytes;
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
            if (used.get() + asked > most) {
                return false;
            }
            held += asked;
            used.addAndGet(asked);
            asked = 0;
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
            for (Intake each : incomplete) {
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

        /** Gives everything back. More than once is the same as once. */
        void release() {
            if (released) {
                return;
            }
            released = true;
            asked = 0;
            granted = null;
            incomplete.remove(this);
            wholeAndWaiting.remove(this);
            used.addAndGet(-held);
            held = 0;
            serve();
        }
    }
}
