package alluxio.admission.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;

/** A Vert.x webhook that decides nothing: it reads the body and sends one fixed answer of three operations. */
final class EmptyServer {
    private static final String ANSWER = """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u","allowed":true,\
            "patchType":"JSONPatch","patch":"W3sib3AiOiJhZGQiLCJwYXRoIjoiL2EiLCJ2YWx1ZSI6MX0seyJvcCI6ImFkZCIsInBhdGgiOiIvYiIs\
            InZhbHVlIjoyfSx7Im9wIjoiYWRkIiwicGF0aCI6Ii9jIiwidmFsdWUiOjN9XQ=="}}""";

    private EmptyServer() {}

    /** Takes the certificate, the key and the port. */
    public static void main(String[] arguments) {
        HttpServerConfig config = new HttpServerConfig().setHost("127.0.0.1").setPort(Integer.parseInt(arguments[2]));
        config.getTcpConfig().setSsl(true);
        ServerSSLOptions tls = new ServerSSLOptions()
                .setUseAlpn(true)
                .setKeyCertOptions(
                        new PemKeyCertOptions().setCertPath(arguments[0]).setKeyPath(arguments[1]));
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(1))
                .createHttpServer(config, tls)
                .requestHandler(request -> request.body()
                        .onSuccess(_ -> request.response()
                                .putHeader("content-type", "application/json")
                                .end(ANSWER)))
                .listen()
                .onFailure(e -> {
                    e.printStackTrace();
                    System.exit(1);
                });
    }
}
