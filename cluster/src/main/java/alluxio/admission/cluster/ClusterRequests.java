package alluxio.admission.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests over a connection, each with a limit on its time and on its size. Thread-safe. */
public final class ClusterRequests implements ApiRequests {
    private static final String JSON = "application/json";

    private final KubernetesClient client;
    private final Duration timeout;

    /**
     * @param connection the caller's, to be closed by it
     * @param timeout of a whole request
     */
    public ClusterRequests(ClusterConnection connection, Duration timeout) {
        this.client = connection.client();
        this.timeout = timeout;
    }

    @Override
    public ApiAnswer get(String path, int mostBytes) {
        return send(request(path), mostBytes);
    }

    @Override
    public ApiAnswer post(String path, String json) {
        return send(request(path).post(JSON, json), MOST_BYTES);
    }

    private HttpRequest.Builder request(String path) {
        String server = client.getMasterUrl().toString();
        return client.getHttpClient()
                .newHttpRequestBuilder()
                .uri((server.endsWith("/") ? server.substring(0, server.length() - 1) : server) + path)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ApiAnswer send(HttpRequest.Builder request, int mostBytes) {
        Body body = new Body(mostBytes);
        CompletableFuture<HttpResponse<AsyncBody>> sent =
                client.getHttpClient().consumeBytes(request.build(), body::accept);
        try {
            HttpResponse<AsyncBody> response = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            response.body().consume();
            try {
                response.body().done().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                response.body().cancel();
                throw e;
            }
            return body.tooLong()
                    ? new ApiAnswer(0, "the answer is longer than " + mostBytes + " bytes")
                    : new ApiAnswer(response.code(), body.text());
        } catch (ExecutionException | CancellationException e) {
            return body.tooLong()
                    ? new ApiAnswer(0, "the answer is longer than " + mostBytes + " bytes")
                    : new ApiAnswer(0, ClusterCaResources.cause(e));
        } catch (TimeoutException e) {
            sent.cancel(true);
            return new ApiAnswer(0, "no whole answer within " + timeout.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ApiAnswer(0, "interrupted");
        }
    }

    /** What has arrived; filled by a thread of the client, read when that is done. */
    private static final class Body {
        private final int most;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean tooLong;

        Body(int most) {
            this.most = most;
        }

        synchronized void accept(List<ByteBuffer> buffers, AsyncBody body) {
            for (ByteBuffer buffer : buffers) {
                tooLong |= bytes.size() + buffer.remaining() > most;
                if (!tooLong) {
                    byte[] part = new byte[buffer.remaining()];
                    buffer.get(part);
                    bytes.writeBytes(part);
                }
            }
            if (tooLong) {
                body.cancel();
            } else {
                body.consume();
            }
        }

        synchronized boolean tooLong() {
            return tooLong;
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
