package alluxio.admission.testcluster;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, last first, once, and goes on when one of them fails. Thread-safe. */
public final class Cleanup implements AutoCloseable {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    public synchronized <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    public synchronized void close() {
        TestClusterException failure = new TestClusterException("Cannot clean up the test cluster");
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
