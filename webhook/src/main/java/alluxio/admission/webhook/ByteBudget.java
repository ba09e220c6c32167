package alluxio.admission.webhook;

import java.util.LinkedHashSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Bytes that may be in memory at once. Callers that find none left queue in FIFO order. For use on one event loop; only the two
 * numbers may be read elsewhere.
 */
final class ByteBudget {

    /** Bytes that even the smallest request costs; this bounds how many there can be. */
    private static final long LEAST = 16 << 10;

    private final LongSupplier capacity;
    private final LinkedHashSet<Reservation> queue = new LinkedHashSet<>();
    private final AtomicLong used = new AtomicLong();
    private volatile int waiting;
    private boolean serving;

    /** @param capacity in bytes; may change */
    ByteBudget(LongSupplier capacity) {
        this.capacity = capacity;
    }

    /** Reserves bytes; {@code granted} runs once they are free, at once if they are now. */
    Reservation acquire(long bytes, Runnable granted) {
        Reservation reservation = new Reservation(Math.min(Math.max(bytes, LEAST), capacity()), granted);
        queue.add(reservation);
        serve();
        return reservation;
    }

    /** In bytes. */
    long capacity() {
        return capacity.getAsLong();
    }

    /** In bytes. */
    long used() {
        return used.get();
    }

    int waiting() {
        return waiting;
    }

    private void serve() {
        if (serving) {
            return; // a caller that the loop below serves has released its bytes at once; the loop sees it
        }
        serving = true;
        try {
            // Strictly in order: if small ones overtook a large one, the large one might starve.
            while (!queue.isEmpty() && hasRoom(queue.getFirst())) {
                Reservation first = queue.removeFirst();
                first.held = true;
                used.addAndGet(first.bytes);
                first.granted.run();
            }
        } finally {
            serving = false;
            waiting = queue.size();
        }
    }

    /** One that does not fit any more, because the capacity has shrunk since it came, has all of it. */
    private boolean hasRoom(Reservation next) {
        return used.get() == 0 || used.get() + next.bytes <= capacity();
    }

    /** A place in the queue, then bytes of the budget. */
    final class Reservation {
        private final long bytes;
        private final Runnable granted;
        private boolean held;

        private Reservation(long bytes, Runnable granted) {
            this.bytes = bytes;
            this.granted = granted;
        }

        /** Returns the bytes, or leaves the queue. Idempotent. */
        void release() {
            if (held) {
                held = false;
                used.addAndGet(-bytes);
            } else {
                queue.remove(this);
            }
            serve();
        }
    }
}
