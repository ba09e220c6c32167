package alluxio.admission.webhook;

import java.util.LinkedHashSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that may be in memory at once; who finds none left waits its turn, first come, first served. To be used on one
 * event loop; only the two numbers may be read elsewhere.
 */
final class ByteBudget {

    /** What even the smallest request costs; it bounds how many there can be. */
    private static final long LEAST = 16 << 10;

    private final long capacity;
    private final LinkedHashSet<Share> queue = new LinkedHashSet<>();
    private final AtomicLong used = new AtomicLong();
    private volatile int waiting;
    private boolean serving;

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

    /** All of it, in bytes. */
    long capacity() {
        return capacity;
    }

    /** Bytes. */
    long used() {
        return used.get();
    }

    int waiting() {
        return waiting;
    }

    private void serve() {
        if (serving) {
            return; // whom the loop below serves may give back at once, and the loop sees it
        }
        serving = true;
        try {
            // Only the first one is looked at: were a small one let past a large one, the large one might starve.
            while (!queue.isEmpty() && used.get() + queue.getFirst().bytes <= capacity) {
                Share first = queue.removeFirst();
                first.held = true;
                used.addAndGet(first.bytes);
                first.granted.run();
            }
        } finally {
            serving = false;
            waiting = queue.size();
        }
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
