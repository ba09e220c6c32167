package alluxio.admission.webhook;

import alluxio.admission.webhook.http.HttpListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The end of a server without a lost request: it accepts connections until all nodes know that it is not ready, closes the
 * listener, serves open connections a moment longer, and then finishes the requests in flight.
 *
 * @param endpointsDelay until the listener is closed
 * @param linger until idle connections are closed
 * @param rest for requests in flight; what is not finished by then is aborted
 */
record Drain(Duration endpointsDelay, Duration linger, Duration rest) {

    /** When the period is too short for all of it, half of it is kept for requests in flight. */
    static Drain within(Duration grace, Duration endpointsDelay, Duration linger) {
        Duration delay = shorter(endpointsDelay, grace.dividedBy(4));
        Duration lingering = shorter(linger, grace.dividedBy(4));
        if (endpointsDelay.plus(linger).compareTo(grace.dividedBy(2)) <= 0) {
            delay = endpointsDelay;
            lingering = linger;
        }
        return new Drain(delay, lingering, grace.minus(delay).minus(lingering));
    }

    /** Done when all connections are closed. Does not block. */
    CompletableFuture<Void> run(HttpListener listener) {
        return pause(endpointsDelay)
                .thenCompose(_ -> listener.stopListening())
                .thenCompose(_ -> pause(linger))
                .thenCompose(_ -> listener.finish(rest));
    }

    private static CompletableFuture<Void> pause(Duration duration) {
        return duration.isZero()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(duration.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
