package alluxio.admission.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Requests over a connection, each with a timeout. Thread-safe. */
public final class ClusterRequests implements ApiRequests {
    private static final String JSON = "application/json";

    private final KubernetesClient client;
    private final Duration timeout;

    /** @param connection the caller's, to be closed by it */
    public ClusterRequests(ClusterConnection connection, Duration timeout) {
        this.client = connection.client();
        this.timeout = timeout;
    }

    @Override
    public ApiAnswer get(String path) {
        return send(request(path));
    }

    @Override
    public ApiAnswer post(String path, String json) {
        return send(request(path).post(JSON, json));
    }

    private HttpRequest.Builder request(String path) {
        String server = client.getMasterUrl().toString();
        return client.getHttpClient()
                .newHttpRequestBuilder()
                .uri((server.endsWith("/") ? server.substring(0, server.length() - 1) : server) + path)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ApiAnswer send(HttpRequest.Builder request) {
        HttpClient http = client.getHttpClient();
        try {
            HttpResponse<String> response =
                    http.sendAsync(request.build(), String.class).join();
            String body = response.body();
            return new ApiAnswer(response.code(), body == null ? "" : body);
        } catch (CompletionException | CancellationException e) {
            return new ApiAnswer(0, ClusterCaResources.cause(e));
        }
    }
}
