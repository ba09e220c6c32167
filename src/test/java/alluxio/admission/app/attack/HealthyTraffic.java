package alluxio.admission.app.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What an API server sends meanwhile: reviews of small pods, one after another on connections that are kept open. */
final class HealthyTraffic implements AutoCloseable {
    private static final String[] PATHS = {"/mutate?timeout=3s", "/validate?timeout=3s", "/mutate/namespace?timeout=3s"
    };

    private final AttackedServer server;
    private final int millisBetween;
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;
    private @Nullable Peer peer;

    private HealthyTraffic(AttackedServer server, int perSecond) {
        this.server = server;
        this.millisBetween = 1_000 / perSecond;
        this.thread = Thread.ofPlatform().name("healthy").unstarted(this::run);
    }

    static HealthyTraffic start(AttackedServer server, int perSecond) {
        HealthyTraffic traffic = new HealthyTraffic(server, perSecond);
        traffic.thread.start();
        return traffic;
    }

    private void run() {
        for (int i = 0; !over.get(); i++) {
            once(i);
            pause();
        }
        drop();
    }

    private void once(int number) {
        byte[] body = Payloads.healthy(number);
        long began = System.nanoTime();
        try {
            int status = post(PATHS[number % PATHS.length], body);
            if (status != 200) {
                failures.add("HTTP " + status + " after " + since(began) + " ms");
            }
        } catch (IOException e) {
            drop();
            failures.add(e + " after " + since(began) + " ms");
        }
        millis.add(since(began));
    }

    private int post(String path, byte[] body) throws IOException {
        boolean kept = peer != null;
        try {
            return connected().post(path, body);
        } catch (IOException e) {
            drop();
            if (kept && e instanceof java.io.EOFException) {
                // Go's client repeats, too, when a kept connection was closed before a byte of the answer came.
                return connected().post(path, body);
            }
            throw e;
        }
    }

    private Peer connected() throws IOException {
        Peer open = peer;
        if (open == null) {
            open = new Peer(server, "127.0.0.1");
            open.timeout(3_500);
            peer = open;
        }
        return open;
    }

    private void drop() {
        if (peer != null) {
            try {
                peer.close();
            } catch (IOException e) {
                // It is gone already.
            }
            peer = null;
        }
    }

    private void pause() {
        try {
            Thread.sleep(millisBetween);
        } catch (InterruptedException e) {
            over.set(true);
        }
    }

    private static long since(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    int sent() {
        return millis.size();
    }

    /** In milliseconds; to be printed, not asserted. */
    long slowest() {
        return List.copyOf(millis).stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public void close() throws InterruptedException {
        over.set(true);
        thread.join();
    }
}
