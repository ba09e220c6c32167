package alluxio.admission.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server to measure and how to start it. {@code CERTIFICATE}, {@code KEY}, {@code PORT} and {@code MANAGEMENT} are
 * replaced in the command.
 *
 * @param readiness whether it has /readyz; otherwise it is ready at its first TLS handshake
 */
record Contestant(String name, List<String> command, boolean readiness) {
    static final String ADMISSION = "alluxio-admission";
    static final String EMPTY_VERTX = "empty Vert.x";
    static final String EMPTY_GO = "empty Go";

    private static final long PATIENCE = 60_000_000_000L;

    /** From its jar. */
    static Contestant admissionServer(List<String> flags, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("alluxio.admission.app.Main", "serve"));
        arguments.addAll(List.of("--tls-cert=CERTIFICATE", "--tls-key=KEY"));
        arguments.addAll(listening());
        arguments.addAll(options);
        return java(ADMISSION, true, flags, arguments);
    }

    /** The options of the command serve that a measured server needs. */
    static List<String> listening() {
        return List.of("--bind=127.0.0.1", "--port=PORT", "--management-port=MANAGEMENT", "--drain-delay=0");
    }

    static Contestant emptyVertx(List<String> flags) {
        return java(EMPTY_VERTX, false, flags, List.of(EmptyServer.class.getName(), "CERTIFICATE", "KEY", "PORT"));
    }

    static Contestant emptyGo(Path program) {
        return new Contestant(EMPTY_GO, List.of(program.toString(), "CERTIFICATE", "KEY", "PORT"), false);
    }

    /** Sends this patch, in answers that an API server takes. */
    Contestant patching(Path patch) {
        List<String> more = new ArrayList<>(command);
        more.add(patch.toString());
        return new Contestant(name, more, readiness);
    }

    private static Contestant java(String name, boolean readiness, List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(arguments);
        return new Contestant(name, command, readiness);
    }

    /** The same with further flags of its JVM, which win over the others. */
    Contestant withFlags(List<String> flags) {
        List<String> more = new ArrayList<>(command);
        more.addAll(more.indexOf("-cp"), flags);
        return new Contestant(name, more, readiness);
    }

    /** The same with a variable in its environment. */
    Contestant withVariable(String variable, String value) {
        List<String> more = new ArrayList<>(List.of("env", variable + "=" + value));
        more.addAll(command);
        return new Contestant(name, more, readiness);
    }

    /** The same with the configuration that is built in, which discovers nothing. */
    Contestant unconfigured() {
        return new Contestant(
                name,
                command.stream().filter(word -> !word.startsWith("--config=")).toList(),
                readiness);
    }

    /** Starts it and waits until it is ready. */
    RunningServer start(TestIdentity identity) throws IOException, InterruptedException {
        int port = freePort();
        int management = freePort();
        List<String> filled = command.stream()
                .map(word -> word.replace("CERTIFICATE", identity.chain().toString())
                        .replace("KEY", identity.key().toString())
                        .replace("PORT", Integer.toString(port))
                        .replace("MANAGEMENT", Integer.toString(management)))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(filled)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("MALLOC_ARENA_MAX", "2"); // as in the image
        long begin = System.nanoTime();
        Process process = builder.start();
        CpuClock cpu = CpuClock.of(process.pid());
        while (!(readiness ? saysReady(management) : handshakes(identity, port))) {
            if (!process.isAlive() || System.nanoTime() - begin > PATIENCE) {
                process.destroyForcibly();
                throw new IOException(name + " did not become ready; its command was " + filled);
            }
            cpu.micros();
            Thread.sleep(5);
        }
        double millis = (System.nanoTime() - begin) / 1e6;
        cpu.micros();
        return new RunningServer(process, cpu, port, millis);
    }

    private static boolean saysReady(int port) {
        try {
            HttpURLConnection probe = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/readyz").toURL().openConnection();
            return probe.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean handshakes(TestIdentity identity, int port) {
        try (BenchClient client = new BenchClient(identity.trust(), port)) {
            return client.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
