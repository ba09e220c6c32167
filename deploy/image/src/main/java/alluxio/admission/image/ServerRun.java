package alluxio.admission.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in the image's file system, as it runs in a cluster, from its start to its orderly end. */
final class ServerRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Pattern PORTS = Pattern.compile("serves https on port (\\d+), management on port (\\d+)");

    private final Process process;
    private final Path log;
    private final TrainingClient client = new TrainingClient();
    private final int port;
    private final int managementPort;

    private ServerRun(Process process, Path log) throws IOException {
        this.process = process;
        this.log = log;
        Matcher ports = await("says its ports", () -> {
            Matcher matcher = PORTS.matcher(Files.readString(log));
            return matcher.find() ? matcher : null;
        });
        this.port = Integer.parseInt(ports.group(1));
        this.managementPort = Integer.parseInt(ports.group(2));
        await("is ready", () -> isReady() ? this : null);
    }

    /** @param cacheFlags what the JVM is to do with its cache */
    static ServerRun start(Sandbox sandbox, List<String> cacheFlags, Path log) throws IOException {
        List<String> command = new ArrayList<>(ImageLayout.command(cacheFlags));
        command.addAll(List.of("serve", "--port", "0", "--management-port", "0", "--drain-delay", "1"));
        command.addAll(List.of("--config", "/tmp/config.yaml", "--namespace", StubApiServer.NAME));
        command.addAll(
                List.of("--service", StubApiServer.NAME, "--mutating-webhook-configuration", StubApiServer.NAME));
        Process process = sandbox.start(command, log);
        try {
            return new ServerRun(process, log);
        } catch (ImageException | IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Sends a review as the API server does, and fails unless it is answered. */
    void review(TrainingReviews.Review review) {
        try {
            String answer = client.post(
                    "https://127.0.0.1:" + port + review.path() + "?timeout=3s",
                    review.body().getBytes(StandardCharsets.UTF_8));
            if (!answer.contains("\"allowed\"")) {
                throw new ImageException("The server in the image does not decide: " + answer);
            }
        } catch (IOException e) {
            throw new ImageException("The server in the image does not answer: " + e, e);
        }
    }

    /** What the kubelet and Prometheus ask for. */
    void probe() {
        try {
            for (String path : List.of("/livez", "/readyz", "/metrics")) {
                client.get(management(path));
            }
        } catch (IOException e) {
            throw new ImageException("The server in the image does not answer: " + e, e);
        }
    }

    private boolean isReady() {
        try {
            client.get(management("/readyz"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String management(String path) {
        return "http://127.0.0.1:" + managementPort + path;
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
        process.destroyForcibly();
    }
}
