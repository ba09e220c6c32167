package alluxio.admission.app.apiserver;

import alluxio.admission.model.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import tools.jackson.databind.node.ObjectNode;

/** Clients that create pods one after the other until they are told to stop, and note each one that is not as it should be. */
public final class Load implements AutoCloseable {
    /** Steady rather than fast: what is looked for is a lost request, not the limit of a busy machine. */
    private static final int PAUSE_MILLIS = 40;

    /** A pod that did not get its injection, and when that was asked for and answered. */
    public record Failure(Instant begun, Instant ended, String text) {}

    /** Asks for a pod. */
    public interface Attempt {
        /** What is wrong with the answer; empty: nothing. An exception is a failure, too. */
        String failure();
    }

    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /** Dry runs of a pod that must be injected. */
    static Load ofInjections(Api api, String namespace, int clients) {
        return new Load(clients, client -> {
            ObjectNode pod = Pods.labelled(Pods.minimal("load-" + client), "true");
            return () -> {
                Api.Reply reply = api.dryRun(namespace, pod);
                boolean injected = reply.created()
                        && Pods.annotation(reply.pod(), Keys.STATUS).contains("\"result\":\"injected\"");
                return injected ? "" : reply.text();
            };
        });
    }

    public Load(int clients, IntFunction<Attempt> attempts) {
        for (int i = 0; i < clients; i++) {
            Attempt attempt = attempts.apply(i);
            threads.add(Thread.ofVirtual().name("load-" + i).start(() -> run(attempt)));
        }
    }

    private void run(Attempt attempt) {
        while (!stopped) {
            Instant begun = Instant.now();
            String failure;
            try {
                failure = attempt.failure();
            } catch (RuntimeException e) {
                failure = e.toString();
            }
            if (!failure.isEmpty()) {
                failures.add(new Failure(begun, Instant.now(), failure));
            }
            requests.incrementAndGet();
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    public int requests() {
        return requests.get();
    }

    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Lets each client finish what it has begun. */
    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
