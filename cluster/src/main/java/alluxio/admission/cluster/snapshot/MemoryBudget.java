package alluxio.admission.cluster.snapshot;

import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** The memory that all stores of a source share. What is counted is an estimate of the heap that trees and summaries take. Thread-safe. */
final class MemoryBudget {
    /** Of an entry in a map, a key's string and a node. */
    private static final long NODE = 120;

    private final long bytes;
    private final AtomicLong used = new AtomicLong();

    MemoryBudget(long bytes) {
        this.bytes = bytes;
    }

    /** Takes that much, if there is room. */
    boolean reserve(long size) {
        if (used.addAndGet(size) <= bytes) {
            return true;
        }
        used.addAndGet(-size);
        return false;
    }

    void release(long size) {
        used.addAndGet(-size);
    }

    /** Whether there is enough room again to read once more what did not fit. */
    boolean hasRoom() {
        return used.get() < bytes - bytes / 4;
    }

    long used() {
        return used.get();
    }

    long bytes() {
        return bytes;
    }

    /** What a tree takes, about. */
    static long of(JsonNode tree) {
        long size = NODE + (tree.isString() ? tree.stringValue().length() : 0);
        for (JsonNode child : tree) {
            size += of(child);
        }
        return size;
    }

    static long of(PodSummary pod) {
        return 3 * NODE + pod.bytes();
    }
}
