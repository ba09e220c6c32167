package alluxio.admission.app.node;

import alluxio.admission.app.Main;
import alluxio.admission.app.apiserver.Webhooks;
import alluxio.admission.testcluster.Supervised;
import alluxio.admission.testcluster.node.HostService;
import alluxio.admission.testcluster.node.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code serve} as a process beside the node, registered by Service as in any cluster. */
final class Webhook implements AutoCloseable {
    static final String SCOPE = "node";

    private static final Pattern READY = Pattern.compile("serves https on port (\\d+)");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String NAMESPACE = "alluxio-admission";
    private static final String SERVICE = "webhook";

    private final Supervised process;

    private Webhook(Supervised process) {
        this.process = process;
    }

    /** For pods in namespaces that have the label {@link Webhooks#SCOPE} with the value {@link #SCOPE}. */
    static Webhook register(Node node, Path folder, Path configuration) throws IOException {
        Supervised process = Supervised.start(new Supervised.Spec(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                List.of(
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--config=" + configuration,
                        "--self-signed=" + folder,
                        "--host=" + SERVICE + "." + NAMESPACE + ".svc",
                        "--bind=" + node.hostAddress(),
                        "--port=0",
                        "--management-port=0",
                        "--log-level=debug"),
                folder,
                node.logs().resolve("webhook.log"),
                Map.of(),
                Optional.empty()));
        int port = awaitPort(process);
        HostService service = HostService.expose(node, NAMESPACE, SERVICE, 443, port);
        String authority = Files.readString(folder.resolve("ca.crt"));
        node.client()
                .resource(Webhooks.ours(
                        "alluxio-admission",
                        SCOPE,
                        path -> Webhooks.byService(
                                service.namespace(), service.name(), service.port(), path, authority)))
                .create();
        return new Webhook(process);
    }

    @Override
    public void close() {
        process.close();
    }

    private static int awaitPort(Supervised process) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            Matcher ready = READY.matcher(Files.readString(process.log()));
            if (ready.find()) {
                return Integer.parseInt(ready.group(1));
            }
            Waiting.pause();
        }
        throw new AssertionError("the webhook does not serve: " + Files.readString(process.log()));
    }
}
