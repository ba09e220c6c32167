package alluxio.admission.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Blocks until a future of an event loop completes. Not for use on an event loop. */
final class Futures {
    private Futures() {}

    /**
     * Returns when the future has completed.
     *
     * @param what the beginning of the message when it fails
     * @throws ServerStartException when it fails or takes longer
     */
    static void await(CompletionStage<?> future, Duration limit, String what) {
        try {
            future.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException(what + ": interrupted", e);
        } catch (ExecutionException e) {
            throw new ServerStartException(
                    what + ": " + requireNonNull(e.getCause()).getMessage(), e);
        } catch (TimeoutException e) {
            throw new ServerStartException(what + ": not within " + limit.toSeconds() + " s", e);
        }
    }
}
