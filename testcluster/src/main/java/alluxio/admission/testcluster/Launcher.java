package alluxio.admission.testcluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the processes of one API server and waits until it is ready. */
final class Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
    private static final int PORT_ATTEMPTS = 5;
    private static final int LOG_LINES = 15;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String PORT_TAKEN = "address already in use";

    private final Tools tools;
    private final ApiServerOptions options;
    private final long start = System.nanoTime();

    Launcher(Tools tools, ApiServerOptions options) {
        this.tools = tools;
        this.options = options;
    }

    ApiServer launch() {
        Cleanup cleanup = new Cleanup();
        try {
            Workspace workspace = cleanup.add(Workspace.create(options));
            ServiceProxy proxy = cleanup.add(ServiceProxy.listen(workspace.proxySocket()));
            ControlPlane controlPlane = new ControlPlane(tools, workspace, options);
            Supervised etcd = cleanup.add(controlPlane.startEtcd());
            awaitFile(workspace.etcdSocket(), etcd);
            ApiServer.Endpoint endpoint = startApiServer(cleanup, controlPlane);
            workspace.writeKubeconfig(endpoint.url(), endpoint.caCertificatePem());
            ApiServer server = new ApiServer(
                    cleanup, workspace, proxy, etcd, endpoint, elapsed(), before -> restart(controlPlane, before));
            LOG.info("{}", server.summary());
            return server;
        } catch (RuntimeException | IOException e) {
            throw failed(e, cleanup);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e, cleanup);
        }
    }

    private static TestClusterException failed(Exception cause, Cleanup cleanup) {
        TestClusterException failure = cause instanceof TestClusterException known
                ? known
                : new TestClusterException("Cannot start an API server: " + cause, cause);
        try {
            cleanup.close();
        } catch (TestClusterException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** kube-apiserver wants a port number, so another process may take the free port before it does. */
    private ApiServer.Endpoint startApiServer(Cleanup cleanup, ControlPlane controlPlane)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            Supervised process = controlPlane.startApiServer(port);
            Optional<ApiServer.Endpoint> endpoint = Optional.empty();
            try {
                endpoint = awaitReady(process, controlPlane.workspace(), "https://127.0.0.1:" + port);
            } finally {
                if (endpoint.isEmpty()) {
                    process.close();
                }
            }
            if (endpoint.isPresent()) {
                cleanup.add(process);
                cleanup.add(endpoint.get().client());
                return endpoint.get();
            }
            if (attempt == PORT_ATTEMPTS || !Files.readString(process.log()).contains(PORT_TAKEN)) {
                throw ended(process);
            }
            LOG.info("Port {} was taken by another process, trying the next", port);
        }
    }

    private Supervised restart(ControlPlane controlPlane, ApiServer.Endpoint before) {
        long again = System.nanoTime();
        try {
            Supervised process =
                    controlPlane.startApiServer(URI.create(before.url()).getPort());
            while (!StartedApiServer.isReady(before.client())) {
                boolean late = Duration.ofNanos(System.nanoTime() - again).compareTo(options.startLimit()) > 0;
                if (late || !process.isAlive()) {
                    process.close();
                    throw ended(process);
                }
                Thread.sleep(POLL);
            }
            return process;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException("Interrupted while the API server was starting", e);
        }
    }

    /** Empty when the process ended before it was ready. */
    private Optional<ApiServer.Endpoint> awaitReady(Supervised process, Workspace workspace, String url)
            throws IOException, InterruptedException {
        // The key is written after the certificate, so with the key there the certificate is complete.
        Path certificate = workspace.certificates().resolve("apiserver.crt");
        if (!appears(workspace.certificates().resolve("apiserver.key"), process)) {
            return Optional.empty();
        }
        String authority = StartedApiServer.authority(certificate);
        KubernetesClient client = ClientFactory.create(url, authority, workspace.token());
        boolean ready = false;
        try {
            while (process.isAlive() && !ready) {
                checkTime(process);
                Thread.sleep(POLL);
                ready = StartedApiServer.isReady(client);
            }
            return ready ? Optional.of(new ApiServer.Endpoint(process, url, authority, client)) : Optional.empty();
        } finally {
            if (!ready) {
                client.close();
            }
        }
    }

    private void awaitFile(Path file, Supervised process) throws InterruptedException {
        if (!appears(file, process)) {
            throw ended(process);
        }
    }

    /** False when the process ended before the file was there. */
    private boolean appears(Path file, Supervised process) throws InterruptedException {
        while (!Files.exists(file)) {
            if (!process.isAlive()) {
                return false;
            }
            checkTime(process);
            Thread.sleep(POLL);
        }
        return true;
    }

    private void checkTime(Supervised process) {
        if (elapsed().compareTo(options.startLimit()) > 0) {
            throw new TestClusterException(process.program().getFileName() + " was not ready within "
                    + options.startLimit().toSeconds() + " s. Its log ends with:\n"
                    + Folders.lastLines(process.log(), LOG_LINES));
        }
    }

    private static TestClusterException ended(Supervised process) {
        return new TestClusterException(process.program().getFileName() + " ended at once. Its log ends with:\n"
                + Folders.lastLines(process.log(), LOG_LINES));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
