package alluxio.admission.app.node;

import java.time.Duration;

/** Prints where the time of a run goes. */
final class Stopwatch {
    private long last = System.nanoTime();

    void lap(String what) {
        long now = System.nanoTime();
        System.out.printf(
                "node: %-60s %5.1f s%n", what, Duration.ofNanos(now - last).toMillis() / 1000.0);
        last = now;
    }
}
