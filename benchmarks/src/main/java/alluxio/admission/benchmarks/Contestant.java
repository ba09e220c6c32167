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
    /** What a container with a limit of 320 MiB would use; the same for both. */
    static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-Xmx96m",
            "-Xss512k",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dvertx.disableFileCPResolving=true",
            "-Dlogback.configurationFile=logback-serve.xml");

    static Contestant admissionServer() {
        return java(
                "alluxio-admission",
                true,
                "alluxio.admission.app.Main",
                "serve",
                "--bind=127.0.0.1",
                "--tls-cert=CERTIFICATE",
                "--tls-key=KEY",
                "--port=PORT",
                "--management-port=MANAGEMENT",
                "--drain-delay=0");
    }

    static Contestant emptyVertx() {
        return java("empty Vert.x", false, EmptyServer.class.getName(), "CERTIFICATE", "KEY", "PORT");
    }

    static Contestant emptyGo(Path program) {
        return new Contestant("empty Go", List.of(program.toString(), "CERTIFICATE", "KEY", "PORT"), false);
    }

    private static Contestant java(String name, boolean readiness, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return new Contestant(name, command, readiness);
    }

    /** The same with further flags of its JVM, which win over the others. */
    Contestant withFlags(List<String> flags) {
        List<String> more = new ArrayList<>(command);
        more.addAll(more.indexOf("-cp"), flags);
        return new Contestant(name, more, readiness);
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
        builder.environment().put("MALLOC_ARENA_MAX", "2"); // glibc would keep an arena for each core otherwise
        long begin = System.nanoTime();
        Process process = builder.start();
        while (!(readiness ? saysReady(management) : handshakes(identity, port))) {
            if (!process.isAlive() || System.nanoTime() - begin > 60e9) {
                process.destroyForcibly();
                throw new IOException(name + " did not become ready; its command was " + filled);
            }
            Thread.sleep(5);
        }
        return new RunningServer(process, port, (System.nanoTime() - begin) / 1e6);
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
