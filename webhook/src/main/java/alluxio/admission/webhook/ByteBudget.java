package alluxio.admission.webhook;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that may be in memory at once; who finds none left waits its turn, first come, first served. To be used on one
 * event loop; only the two numbers may be read elsewhere.
 */
final class ByteBudget {

    /** What even the smallest request costs; it bounds how many there can be. */
    private static final long LEAST = 16 << 10;

    private final long capacity;
    private final Set<Share> queue = new LinkedHashSet<>();
    private final AtomicLong used = new AtomicLong();
    private volatile int waiting;

    ByteBudget(long capacity) {
        this.capacity = capacity;
    }

    /** Asks for bytes; {@code granted} runs once they are there, at once if they are there now. */
    Share acquire(long bytes, Runnable granted) {
        Share share = new Share(Math.min(Math.max(bytes, LEAST), capacity), granted);
        queue.add(share);
        serve();
        return share;
    }

    /** Bytes. */
    long used() {
        return used.get();
    }

    int waiting() {
        return waiting;
    }

    private void serve() {
        // Only the first one is looked at: were a small one let past a large one, the large one might starve.
        while (!queue.isEmpty()) {
            Share first = queue.iterator().next();
            if (used.get() + first.bytes > capacity) {
                break;
            }
            queue.remove(first);
            first.held = true;
            used.addAndGet(first.bytes);
            first.granted.run();
        }
        waiting = queue.size();
    }

    /** A place in the queue, then a part of the budget. */
    final class Share {
        private final long bytes;
        private final Runnable granted;
        private boolean held;

        private Share(long bytes, Runnable granted) {
            this.bytes = bytes;
            this.granted = granted;
        }

        /** Gives the bytes back, or the place in the queue up. More than once is the same as once. */
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
