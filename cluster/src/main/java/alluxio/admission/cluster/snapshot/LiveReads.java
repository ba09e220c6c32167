package alluxio.admission.cluster.snapshot;

import alluxio.admission.cluster.ClusterConnection;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads single objects from the API server, to confirm what a snapshot says before an answer rests on it. Bounded: reviews that
 * ask for the same object share one request and its answer for a second, and few requests are under way. Thread-safe.
 */
public final class LiveReads implements AutoCloseable {
    private final KubernetesClient client;
    private final InstantSource clock;
    private final Semaphore free = new Semaphore(SnapshotLimits.LIVE_READS);
    private final Map<Target, Flight> flights = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("live-read-", 0).factory());

    private record Target(SnapshotKind kind, String namespace, String name) {}

    /** @param begun when it was sent, for how long it counts */
    private record Flight(Instant begun, CompletableFuture<LiveObject> answer) {}

    /** @param connection the caller's, to be closed after this; its request timeout ends a request that its caller gave up */
    public LiveReads(ClusterConnection connection, InstantSource clock) {
        this.client = connection.client();
        this.clock = clock;
    }

    /**
     * The object as it is now, or as it was within the last second. Never throws.
     *
     * @param namespace "" for a kind that has none
     * @param timeout how long the caller waits at most
     */
    public LiveObject read(String kind, String namespace, String name, Duration timeout) {
        return SnapshotKind.of(kind)
                .map(known -> read(new Target(known, namespace, name), timeout))
                .orElseGet(() -> new LiveObject.NotConfirmed(kind + " objects are not read"));
    }

    private LiveObject read(Target target, Duration timeout) {
        try {
            return flight(target).answer().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new LiveObject.NotConfirmed("the API server did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new LiveObject.NotConfirmed(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LiveObject.NotConfirmed("the review was given up");
        }
    }

    /** One that counts still, or a new one; one that was not sent is not kept. */
    private Flight flight(Target target) {
        Instant now = clock.instant();
        flights.values().removeIf(flight -> flight.answer().isDone() && isOver(flight, now));
        Flight fresh = new Flight(now, new CompletableFuture<>());
        Flight known = flights.putIfAbsent(target, fresh);
        if (known != null) {
            return known;
        }
        if (!free.tryAcquire()) {
            flights.remove(target, fresh);
            fresh.answer()
                    .complete(new LiveObject.NotConfirmed(SnapshotLimits.LIVE_READS + " other objects are being read"));
            return fresh;
        }
        try {
            threads.execute(() -> {
                try {
                    fresh.answer().complete(ask(target));
                } finally {
                    free.release();
                }
            });
        } catch (RejectedExecutionException e) {
            free.release();
            fresh.answer().complete(new LiveObject.NotConfirmed("the server is stopping"));
        }
        return fresh;
    }

    private static boolean isOver(Flight flight, Instant now) {
        return Duration.between(flight.begun(), now).compareTo(SnapshotLimits.LIVE_READ_KEPT) >= 0;
    }

    private LiveObject ask(Target target) {
        try {
            var resources = client.genericKubernetesResources(target.kind().definition());
            GenericKubernetesResource found = target.namespace().isEmpty()
                    ? resources.withName(target.name()).get()
                    : resources
                            .inNamespace(target.namespace())
                            .withName(target.name())
                            .get();
            return found == null
                    ? new LiveObject.Absent()
                    : new LiveObject.Present(found.getMetadata().getResourceVersion());
        } catch (KubernetesClientException e) {
            return new LiveObject.NotConfirmed(SnapshotErrors.reason(e));
        } catch (RuntimeException e) {
            // Whatever the client throws: a review goes on without it.
            return new LiveObject.NotConfirmed(String.valueOf(e));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
