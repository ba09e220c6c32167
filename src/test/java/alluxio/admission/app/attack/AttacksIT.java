package alluxio.admission.app.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each attack on a real server, with healthy traffic beside it. Short unless told otherwise: {@code -Dattack.seconds=20
 * -Dattack.addresses=all}; one of them: {@code -Dattack.only=PART_OF_ITS_NAME}. Times are printed; what is asserted is that no healthy review failed within the three seconds that an
 * API server gives it, that the process lives, what it takes of memory, and that afterwards all is as before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttacksIT {
    private static final double SECONDS = Double.parseDouble(System.getProperty("attack.seconds", "2"));
    private static final boolean ALL_ADDRESSES =
            System.getProperty("attack.addresses", "").equals("all");
    private static final int HEALTHY_PER_SECOND = SECONDS > 10 ? 1 : 8;
    private static final String HEALTHY_ADDRESS = "127.0.0.1";

    private Path folder = Path.of(".");
    private @Nullable AttackedServer running;
    private int number;

    @BeforeAll
    void folder(@TempDir Path ofAllTests) {
        folder = ofAllTests;
    }

    /** One server for all attacks, so that what one leaves behind is seen; a new one after one that it did not outlive. */
    private AttackedServer server() throws Exception {
        AttackedServer before = running;
        if (before != null && before.isAlive()) {
            return before;
        }
        AttackedServer server = AttackedServer.start(folder.resolve("server-" + number));
        running = server;
        // A server in its first second is no measure; afterwards it is not started again.
        try (HealthyTraffic warm = HealthyTraffic.start(server, 50)) {
            eventually("warm", () -> warm.sent() >= 100);
            assertThat(warm.failures()).isEmpty();
        }
        System.out.printf("%d MiB resident after the start%n", server.mebibytes("VmRSS"));
        return server;
    }

    @AfterAll
    void end() {
        if (running != null) {
            running.close();
        }
    }

    static java.util.stream.Stream<Attack> attacks() {
        return Attacks.all().filter(attack -> attack.name().contains(System.getProperty("attack.only", "")));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void healthyReviewsAreDecidedOnMeanwhileAndAllIsAsBeforeAfterwards(Attack attack) throws Exception {
        // In the short form the sets of addresses take turns.
        for (List<String> from :
                ALL_ADDRESSES ? addresses() : List.of(addresses().get(number++ % 3))) {
            attack(server(), attack, from);
        }
    }

    /** One other address, fifty, and the healthy one's own. */
    private static List<List<String>> addresses() {
        return List.of(
                List.of("127.0.0.2"),
                IntStream.range(2, 52).mapToObj(i -> "127.0.0." + i).toList(),
                List.of(HEALTHY_ADDRESS));
    }

    private static void attack(AttackedServer server, Attack attack, List<String> from) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong steps = new AtomicLong();
        int logged = server.log().length();
        ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor();
        try (HealthyTraffic healthy = HealthyTraffic.start(server, HEALTHY_PER_SECOND)) {
            for (int i = 0; i < attack.senders(); i++) {
                String address = from.get(i % from.size());
                attackers.execute(() -> repeat(server, attack, address, over, steps));
            }
            long most = 0;
            for (int i = 0; i < SECONDS * 20; i++) {
                TimeUnit.MILLISECONDS.sleep(50);
                most = Math.max(most, server.mebibytesThatCount());
            }
            over.set(true);
            attackers.shutdownNow();
            int during = healthy.sent();
            eventually("the server ended", () -> !server.isAlive() || healthy.sent() >= during + 2);
            System.out.printf(
                    Locale.ROOT,
                    "%-36s from %2d: %5d steps, %3d healthy, slowest %4d ms, %3d MiB of memory, %3d resident at most%n",
                    attack,
                    from.size(),
                    steps.get(),
                    healthy.sent(),
                    healthy.slowest(),
                    most,
                    server.mebibytes("VmHWM"));
            assertThat(server.isAlive()).as("the process lives").isTrue();
            assertThat(healthy.failures()).as("healthy reviews that failed").isEmpty();
            assertThat(server.mebibytes("VmHWM"))
                    .as("MiB that were ever resident")
                    .isLessThan(ImageFlags.CONTAINER_MEBIBYTES);
        }
        eventually("no bytes in flight", () -> server.metric("alluxio_admission_bytes_in_flight") == 0);
        eventually("the attackers' connections are gone", () -> server.metric("alluxio_admission_connections") <= 64);
        eventually("no request waits", () -> server.metric("alluxio_admission_requests_waiting") == 0);
        if (attack.log() == Attack.Log.NAMES_THE_PEER) {
            eventually(
                    "the log names the peer",
                    () -> from.stream()
                            .anyMatch(peer -> server.log().substring(logged).contains("\"peer\":\"" + peer + ":")));
        }
        assertThat(server.isReady()).isTrue();
        assertThat(server.isLive()).isTrue();
        assertThat(server.metric("alluxio_admission_decision_threads_given_up_total"))
                .isZero();
    }

    private static void repeat(
            AttackedServer server, Attack attack, String from, AtomicBoolean over, AtomicLong steps) {
        while (!over.get() && server.isAlive()) {
            try {
                attack.step().run(server, from);
            } catch (IOException e) {
                // It was turned away.
            } catch (InterruptedException e) {
                return;
            }
            steps.incrementAndGet();
        }
    }

    private static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            if (i > 400) {
                throw new AssertionError("never: " + what);
            }
            Thread.sleep(100);
        }
    }
}
