package alluxio.admission.cluster.snapshot;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds how many lists are read at once: each has a page of whole objects in memory, and at the start, or after all watches have
 * broken, every kind in every namespace is listed. Thread-safe.
 */
final class ListSlots {
    private final Semaphore free;
    private final Runnable freed;

    /** @param freed runs after a slot was released: who found none may take it */
    ListSlots(int slots, Runnable freed) {
        this.free = new Semaphore(slots);
        this.freed = freed;
    }

    /** A slot, if one is free. */
    Optional<Slot> tryAcquire() {
        return free.tryAcquire() ? Optional.of(new Slot()) : Optional.empty();
    }

    /** For one list. */
    final class Slot {
        private final AtomicBoolean released = new AtomicBoolean();

        private Slot() {}

        boolean isReleased() {
            return released.get();
        }

        /** The list was read, or is not read any more. Idempotent. */
        void release() {
            if (released.compareAndSet(false, true)) {
                free.release();
                freed.run();
            }
        }
    }
}
