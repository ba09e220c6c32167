package alluxio.admission.app.node;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Polls for what takes its time. */
final class Waiting {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LONGEST = 2000;
    private static final Duration LIMIT = Duration.ofMinutes(8);

    private Waiting() {}

    /** Returns the first value that is as wanted. */
    static <T> T until(String what, Supplier<T> source, Predicate<T> wanted) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            T value = source.get();
            if (wanted.test(value)) {
                return value;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("after " + LIMIT.toSeconds() + " s still not: " + what + "; last seen: "
                        + abbreviated(String.valueOf(value)));
            }
            pause();
        }
    }

    private static String abbreviated(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
