package alluxio.admission.image;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in the image's file system, as it runs in a cluster, from its start to its orderly end. */
final class ServerRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Pattern PORTS = Pattern.compile("serves https on port (\\d+), management on port (\\d+)");

    private final Process process;
    private final Path log;
    private final HttpClient client;
    private final int port;
    private final int managementPort;

    private ServerRun(Process process, Path log, HttpClient client) throws IOException {
        this.process = process;
        this.log = log;
        this.client = client;
        Matcher ports = await("says its ports", () -> {
            Matcher matcher = PORTS.matcher(Files.readString(log));
            return matcher.find() ? matcher : null;
        });
        this.port = Integer.parseInt(ports.group(1));
        this.managementPort = Integer.parseInt(ports.group(2));
        await("is ready", () -> isReady() ? this : null);
    }

    /** @param cacheFlags what the JVM is to do with its cache */
    static ServerRun start(Sandbox sandbox, List<String> cacheFlags, Vertx vertx, Path log) throws IOException {
        List<String> command = new ArrayList<>(ImageLayout.command(cacheFlags));
        command.addAll(List.of("serve", "--port", "0", "--management-port", "0", "--drain-delay", "1"));
        command.addAll(List.of("--config", "/tmp/config.yaml", "--namespace", StubApiServer.NAME));
        command.addAll(
                List.of("--service", StubApiServer.NAME, "--mutating-webhook-configuration", StubApiServer.NAME));
        Process process = sandbox.start(command, log);
        HttpClient client =
                vertx.createHttpClient(new HttpClientOptions().setTrustAll(true).setVerifyHost(false));
        try {
            return new ServerRun(process, log, client);
        } catch (ImageException | IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Sends a review as the API server does, and fails unless it is answered. */
    void review(TrainingReviews.Review review) {
        String answer = exchange(true, HttpMethod.POST, review.path() + "?timeout=3s", Buffer.buffer(review.body()));
        if (!answer.contains("\"allowed\"")) {
            throw new ImageException("The server in the image does not decide: " + answer);
        }
    }

    /** What the kubelet and Prometheus ask for. */
    void probe() {
        for (String path : List.of("/livez", "/readyz", "/metrics")) {
            exchange(false, HttpMethod.GET, path, Buffer.buffer());
        }
    }

    private boolean isReady() {
        try {
            exchange(false, HttpMethod.GET, "/readyz", Buffer.buffer());
            return true;
        } catch (ImageException e) {
            return false;
        }
    }

    private String exchange(boolean tls, HttpMethod method, String path, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost("127.0.0.1")
                .setPort(tls ? port : managementPort)
                .setSsl(tls)
                .setURI(path)
                .putHeader("Content-Type", "application/json");
        try {
            return client.request(options)
                    .compose(request -> send(request, body))
                    .compose(response -> response.statusCode() == 200
                            ? response.body()
                            : io.vertx.core.Future.failedFuture("HTTP " + response.statusCode()))
                    .map(Buffer::toString)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new ImageException(path + " of the server in the image: " + e.getCause(), e);
        }
    }

    private static io.vertx.core.Future<HttpClientResponse> send(HttpClientRequest request, Buffer body) {
        return request.send(body);
    }

    /** Ends it with SIGTERM and waits until it is gone; a JVM that writes its cache takes its time. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new ImageException("The server in the image did not leave in order, see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException("Interrupted while waiting for the server in the image", e);
        }
    }

    private interface Attempt<T> {
        @org.jspecify.annotations.Nullable
        T get() throws IOException;
    }

    private <T> T await(String what, Attempt<T> attempt) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            T result = attempt.get();
            if (result != null) {
                return result;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        throw new ImageException("The server in the image never " + what + ":\n" + Files.readString(log));
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
