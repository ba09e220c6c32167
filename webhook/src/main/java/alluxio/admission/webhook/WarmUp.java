package alluxio.admission.webhook;

import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.webhook.tls.LoopbackTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Reviews that a server sends to itself before it is ready, over TLS and through the whole path. A review that meets code for the
 * first time takes many times as long as later ones, and the API server would not wait for it. Their decisions are
 * ignored, and they count in no metric and no log.
 *
 * @param uid of all of them, which tells them from the reviews of clients; not to be guessed
 * @param reviews sent in rounds, each in every round
 * @param rounds at most; fewer when they take too long
 * @param settles whether it also waits for the compilers, which are behind at the end: else the first reviews of clients share the
 *     processor with them
 */
public record WarmUp(String uid, List<Review> reviews, int rounds, boolean settles) {
    private static final int MINIMAL_ROUNDS = 3;

    /** No round begins later, and no compiler is waited for. A process that gets little CPU shall serve rather late than never. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** No round begins once the process has used so much CPU time. */
    private static final Duration MOST_CPU = Duration.ofSeconds(3);

    /** A process that has used so little CPU time in such a time compiles nothing any more; Linux counts in steps of 10 ms. */
    private static final Duration IDLE_CPU = Duration.ofMillis(10);

    private static final Duration IDLE_TIME = Duration.ofMillis(50);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A decision may need what the server learns later; see {@link alluxio.admission.webhook.review.NotReadyException}. */
    private static final int NOT_READY = 503;

    /**
     * A request.
     *
     * @param path of an endpoint
     * @param body whose uid is that of the warm-up
     */
    @SuppressWarnings("ArrayRecordComponent") // only sent, never compared
    public record Review(String path, byte[] body) {}

    public WarmUp {
        reviews = List.copyOf(reviews);
    }

    /** A uid for a new warm-up. */
    public static String newUid() {
        return UUID.randomUUID().toString();
    }

    /** One small pod to each endpoint. */
    static WarmUp minimal(List<Endpoint> endpoints) {
        String uid = newUid();
        byte[] body = pod(uid).getBytes(StandardCharsets.UTF_8);
        return new WarmUp(
                uid,
                endpoints.stream()
                        .map(endpoint -> new Review(endpoint.path(), body))
                        .toList(),
                MINIMAL_ROUNDS,
                false);
    }

    /**
     * Blocks until it is done.
     *
     * @throws ServerStartException when a request fails
     */
    void send(String host, int port, KeyMaterial identity) {
        long end = System.nanoTime() + LONGEST.toNanos();
        try (LoopbackClient client = new LoopbackClient(LoopbackTls.of(identity), host, port, PATIENCE)) {
            for (int round = 0; round < rounds && (round == 0 || mayGoOn(end)); round++) {
                for (Review review : reviews) {
                    send(client, review);
                }
            }
        } catch (IOException e) {
            throw new ServerStartException("the first request failed: " + e.getMessage(), e);
        }
        if (settles) {
            awaitCompilers(end);
        }
    }

    private static boolean mayGoOn(long end) {
        return System.nanoTime() < end && cpu().compareTo(MOST_CPU) < 0;
    }

    /** They have threads of their own, whose work only the CPU time of the process shows. */
    private static void awaitCompilers(long end) {
        Duration before = Duration.ZERO;
        Duration now = cpu();
        while (now.minus(before).compareTo(IDLE_CPU) > 0 && System.nanoTime() < end) {
            try {
                Thread.sleep(IDLE_TIME);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            before = now;
            now = cpu();
        }
    }

    /** Of this process so far. */
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static void send(LoopbackClient client, Review review) throws IOException {
        LoopbackClient.Response response = client.post(review.path() + "?timeout=30s", review.body());
        if (response.status() != 200 && response.status() != NOT_READY) {
            throw new IOException(review.path() + " answered " + response.status() + ": "
                    + response.body().strip());
        }
    }

    private static String pod(String uid) {
        return """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"%s",
                "kind":{"group":"","version":"v1","kind":"Pod"},
                "resource":{"group":"","version":"v1","resource":"pods"},
                "operation":"CREATE","namespace":"warm-up","name":"warm-up","dryRun":true,
                "object":{"apiVersion":"v1","kind":"Pod",
                "metadata":{"name":"warm-up","namespace":"warm-up","labels":{"alluxio.io/inject":"true"}},
                "spec":{"containers":[{"name":"app","image":"app"}]}}}}""".formatted(uid);
    }
}
