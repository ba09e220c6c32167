package alluxio.admission.app.apiserver;

import alluxio.admission.app.apiserver.ServerProcess.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pods of a Deployment and what a cluster does for them: it asks each for its readiness, keeps the endpoints of their
 * Service by that, and replaces one before it ends it.
 */
final class Replicas implements AutoCloseable {
    private static final Duration PROBE = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(40);

    /** Where replicas listen, and how the API server hears of them. */
    interface Places extends AutoCloseable {
        Place next();

        /** Makes these the only endpoints of the Service. */
        void endpoints(Map<ServerProcess, Boolean> ready);

        @Override
        void close();
    }

    private final Path folder;
    private final Places places;
    private final Path kubeconfig;
    private final List<String> options;
    private final List<ServerProcess> running = new ArrayList<>();
    private final List<ServerProcess> leaving = new ArrayList<>();
    private final Thread prober;
    private Map<ServerProcess, Boolean> endpoints = Map.of();
    private int started;
    private volatile boolean closed;

    Replicas(Path folder, Places places, Path kubeconfig, List<String> options) {
        this.folder = folder;
        this.places = places;
        this.kubeconfig = kubeconfig;
        this.options = options;
        this.prober = Thread.ofVirtual().name("kubelet").start(this::probe);
    }

    /** One more; returns when it is ready. */
    void add() throws IOException {
        ServerProcess process = ServerProcess.start(
                folder.resolve("replica-" + started++),
                places.next(),
                List.of("-Xmx160m", "-XX:TieredStopAtLevel=1"),
                Map.of("KUBECONFIG", kubeconfig.toString()),
                options);
        synchronized (this) {
            running.add(process);
        }
        Registration.await(() -> process.managed("/readyz"), reply -> reply.statusCode() == 200, "not ready");
    }

    /** Starts another one, and then ends the oldest: its exit code, or nothing if it does not end. */
    Optional<Integer> replaceOldest() throws IOException, InterruptedException {
        add();
        ServerProcess oldest;
        synchronized (this) {
            oldest = running.removeFirst();
            leaving.add(oldest);
        }
        oldest.terminate();
        return oldest.exitCode(GRACE);
    }

    /** Ends one as the kernel does when memory runs out. */
    void kill() {
        ServerProcess victim;
        synchronized (this) {
            victim = running.removeFirst();
        }
        victim.close();
    }

    synchronized List<ServerProcess> running() {
        return List.copyOf(running);
    }

    private void probe() {
        while (!closed) {
            Map<ServerProcess, Boolean> now = new LinkedHashMap<>();
            running().forEach(process -> now.put(process, isReady(process)));
            synchronized (this) {
                leaving.removeIf(process -> !process.isAlive());
                leaving.forEach(process -> now.put(process, false));
            }
            try {
                if (!now.equals(endpoints)) {
                    places.endpoints(now);
                    endpoints = now;
                }
                Thread.sleep(PROBE);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                endpoints = Map.of(); // The API server is away: again.
            }
        }
    }

    private static boolean isReady(ServerProcess process) {
        try {
            return process.managed("/readyz").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        prober.interrupt();
        running().forEach(ServerProcess::close);
        places.close();
    }
}
