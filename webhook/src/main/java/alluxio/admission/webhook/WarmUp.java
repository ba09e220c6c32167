package alluxio.admission.webhook;

import alluxio.admission.certs.KeyMaterial;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;

/**
 * Requests of the server to itself, over TLS and through the whole path: the first one takes seconds on a cold JVM, and the API
 * server would not wait for it. The decisions are ignored. Where the server requires a client certificate, it presents its own,
 * which {@link alluxio.admission.webhook.tls.ClientTrust} accepts.
 */
final class WarmUp {

    /** More than one, so that classes are loaded too that only a second request uses. */
    private static final int ROUNDS = 3;

    /** A decision may need what the server learns later; see {@link alluxio.admission.webhook.review.NotReadyException}. */
    private static final int NOT_READY = 503;

    private WarmUp() {}

    static Future<Void> run(
            Vertx vertx, String host, int port, KeyMaterial identity, List<Endpoint> endpoints, String uid) {
        // The certificate is not verified: the server talks to itself, and the certificate may name other hosts.
        HttpClientOptions tls = new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(identity.chainPem()))
                        .addKeyValue(Buffer.buffer(identity.keyPem())));
        HttpClient client = vertx.createHttpClient(tls);
        String address = switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> host;
        };
        Future<Void> all = Future.succeededFuture();
        for (int round = 0; round < ROUNDS; round++) {
            for (Endpoint endpoint : endpoints) {
                all = all.compose(_ -> once(client, address, port, endpoint, uid));
            }
        }
        return all.eventually(client::close);
    }

    private static Future<Void> once(HttpClient client, String host, int port, Endpoint endpoint, String uid) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(host)
                .setPort(port)
                .setURI(endpoint.path() + "?timeout=30s")
                .putHeader("content-type", "application/json");
        return client.request(options)
                .compose(request -> request.send(Buffer.buffer(review(uid))))
                .compose(response -> response.body()
                        .compose(body -> response.statusCode() == 200 || response.statusCode() == NOT_READY
                                ? Future.succeededFuture()
                                : Future.failedFuture(endpoint.path() + " answered " + response.statusCode() + ": "
                                        + body.toString().strip())));
    }

    private static String review(String uid) {
        return """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"%s",
                "kind":{"group":"","version":"v1","kind":"Pod"},
                "resource":{"group":"","version":"v1","resource":"pods"},
                "operation":"CREATE","namespace":"warm-up","name":"warm-up","dryRun":true,
                "object":{"apiVersion":"v1","kind":"Pod",
                "metadata":{"name":"warm-up","namespace":"warm-up","labels":{"alluxio.io/inject":"true"}},
                "spec":{"containers":[{"name":"app","image":"app"}]}}}}""".formatted(uid);
    }
}
