package alluxio.admission.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A Vert.x webhook that decides nothing: it reads the body and sends one fixed answer, as the empty one in Go does (testcluster,
 * {@code emptywebhook}).
 */
final class EmptyServer {
    private static final String BEGIN =
            "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":{\"uid\":\"";
    private static final String PATCHED = "\",\"allowed\":true,\"patchType\":\"JSONPatch\",\"patch\":\"";
    private static final String ALLOWED = "\",\"allowed\":true}}";
    private static final String UID = "\"uid\":\"";
    private static final String PATCH = """
            [{"op":"add","path":"/a","value":1},{"op":"add","path":"/b","value":2},{"op":"add","path":"/c","value":3}]""";

    private final String patch;

    private EmptyServer(byte[] patch) {
        this.patch = Base64.getEncoder().encodeToString(patch);
    }

    /** Takes the certificate, the key, the port, and optionally a file with a JSON Patch, which it sends but to /validate. */
    public static void main(String[] arguments) throws IOException {
        byte[] patch = arguments.length > 3
                ? Files.readAllBytes(Path.of(arguments[3]))
                : PATCH.getBytes(StandardCharsets.US_ASCII);
        HttpServerConfig config = new HttpServerConfig().setHost("127.0.0.1").setPort(Integer.parseInt(arguments[2]));
        config.getTcpConfig().setSsl(true);
        ServerSSLOptions tls = new ServerSSLOptions()
                .setUseAlpn(arguments.length <= 3) // as Go's: HTTP/1.1 only where it patches
                .setKeyCertOptions(
                        new PemKeyCertOptions().setCertPath(arguments[0]).setKeyPath(arguments[1]));
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(1))
                .createHttpServer(config, tls)
                .requestHandler(new EmptyServer(patch)::answer)
                .listen()
                .onFailure(e -> {
                    e.printStackTrace();
                    System.exit(1);
                });
    }

    private void answer(HttpServerRequest request) {
        String end = request.path().equals("/validate") ? ALLOWED : PATCHED + patch + "\"}}";
        request.body()
                .onSuccess(body -> request.response()
                        .putHeader("content-type", "application/json")
                        .end(BEGIN + uid(body.toString(StandardCharsets.ISO_8859_1)) + end));
    }

    /** Of the request: the first one in the body of an API server. */
    private static String uid(String body) {
        int begin = body.indexOf(UID) + UID.length();
        return body.substring(begin, body.indexOf('"', begin));
    }
}
