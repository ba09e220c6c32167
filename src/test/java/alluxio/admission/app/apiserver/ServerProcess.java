package alluxio.admission.app.apiserver;

import alluxio.admission.app.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code serve} in a JVM of its own, on free ports of loopback or at a given place. */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("serves https on port (\\d+), management on port (\\d+)");
    private static final Pattern DECISIONS =
            Pattern.compile("(?m)^alluxio_admission_decisions_total\\{[^}]*} ([0-9.E]+)$");

    /**
     * Where it listens.
     *
     * @param port 0: a free one
     */
    public record Place(String address, int port) {
        public static final Place LOOPBACK = new Place("127.0.0.1", 0);
    }

    private final Process process;
    private final Path folder;
    private final String address;
    private final int port;
    private final int managementPort;

    private ServerProcess(Process process, Path folder, String address, int port, int managementPort) {
        this.process = process;
        this.folder = folder;
        this.address = address;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Returns when it says that it serves; its log goes into the folder. */
    static ServerProcess start(Path folder, String host, String... moreOptions) throws IOException {
        // Half the time to start; what is measured here is whether a request is lost.
        return start(folder, host, List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"), moreOptions);
    }

    /** With flags of the caller's for its JVM. */
    static ServerProcess start(Path folder, String host, List<String> flags, String... moreOptions) throws IOException {
        List<String> options = new ArrayList<>(List.of("--self-signed", folder.toString(), "--host", host));
        options.addAll(List.of(moreOptions));
        return start(folder, Place.LOOPBACK, flags, Map.of(), options);
    }

    /** With certificates of its own choice, and more environment. */
    public static ServerProcess start(
            Path folder, Place place, List<String> flags, Map<String, String> environment, List<String> options)
            throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "serve"));
        command.addAll(List.of("--bind", place.address(), "--port", Integer.toString(place.port())));
        command.addAll(List.of("--management-port", "0"));
        command.addAll(options);
        Path log = folder.resolve("log.jsonl");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(log.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        Matcher ready = ready(process, log);
        return new ServerProcess(
                process, folder, place.address(), Integer.parseInt(ready.group(1)), Integer.parseInt(ready.group(2)));
    }

    private static Matcher ready(Process process, Path log) throws IOException {
        while (process.isAlive()) {
            Matcher matcher = READY.matcher(Files.readString(log));
            if (matcher.find()) {
                return matcher;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("the server has ended: " + Files.readString(log));
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    String address() {
        return address;
    }

    public String caPem() throws IOException {
        return Files.readString(folder.resolve("ca.crt"));
    }

    /** All decisions that it has counted. */
    long decisions() {
        return DECISIONS
                .matcher(managed("/metrics").body())
                .results()
                .mapToLong(line -> (long) Double.parseDouble(line.group(1)))
                .sum();
    }

    /** What the management port answers. */
    public HttpResponse<String> managed(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + ":" + managementPort + path))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM, as the kubelet does, and does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** The exit code; empty when it still runs after that time. */
    public Optional<Integer> exitCode(Duration within) throws InterruptedException {
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)
                ? Optional.of(process.exitValue())
                : Optional.empty();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
