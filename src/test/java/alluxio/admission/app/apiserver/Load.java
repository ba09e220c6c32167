package alluxio.admission.app.apiserver;

import alluxio.admission.model.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/** Clients that create pods one after the other until they are told to stop, and note each one that is not injected. */
final class Load implements AutoCloseable {
    /** Steady rather than fast: what is looked for is a lost request, not the limit of a busy machine. */
    private static final int PAUSE_MILLIS = 40;

    /** A pod that did not get its injection, and when that was asked for and answered. */
    record Failure(Instant begun, Instant ended, String text) {}

    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    Load(Api api, String namespace, int clients) {
        for (int i = 0; i < clients; i++) {
            ObjectNode pod = Pods.labelled(Pods.minimal("load-" + i), "true");
            threads.add(Thread.ofVirtual().name("load-" + i).start(() -> run(api, namespace, pod)));
        }
    }

    private void run(Api api, String namespace, ObjectNode pod) {
        while (!stopped) {
            Instant begun = Instant.now();
            try {
                Api.Reply reply = api.dryRun(namespace, pod);
                boolean injected = reply.created()
                        && Pods.annotation(reply.pod(), Keys.STATUS).contains("\"result\":\"injected\"");
                if (!injected) {
                    failures.add(new Failure(begun, Instant.now(), reply.text()));
                }
            } catch (RuntimeException e) {
                failures.add(new Failure(begun, Instant.now(), e.toString()));
            }
            requests.incrementAndGet();
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    int requests() {
        return requests.get();
    }

    List<Failure> failures() {
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
