package alluxio.admission.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.vertx5.Vertx5HttpClient;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a client's connections before its event loops end. fabric8 closes both at once (Vertx5HttpClient.doClose in 8.0.0), so that
 * Netty logs errors about what it still had to do for them.
 */
final class ClientCloser {
    private static final Logger log = LoggerFactory.getLogger(ClientCloser.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private ClientCloser() {}

    static void close(KubernetesClient client) {
        if (client.getHttpClient() instanceof Vertx5HttpClient<?> http) {
            await(Future.join(
                    http.getWebSocketClient().close(), http.getHttpClient().close()));
        }
        client.close();
    }

    private static void await(Future<?> closed) {
        try {
            closed.toCompletionStage().toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.debug("Connections to the API server did not close in an orderly way", e);
        }
    }
}
