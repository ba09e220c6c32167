package alluxio.admission.app.validation;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.policy.Finding;
import alluxio.admission.policy.FindingLocation;
import alluxio.admission.policy.FindingMessage;
import alluxio.admission.policy.OtherObject;
import alluxio.admission.policy.PolicyResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A denial that rests on another object")
class ObjectConfirmationTest {
    private static final Duration TIME = Duration.ofSeconds(3);

    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> asked = new ArrayList<>();

    private static ObjectReference other(String name) {
        return new ObjectReference("StatefulSet", "alluxio", name, "7");
    }

    private static PolicyResult denied(Optional<OtherObject> other) {
        Finding finding = new Finding(
                "a-rule",
                RuleMode.DENY,
                new FindingLocation(FieldPath.parse("spec"), ""),
                new FindingMessage("found", "wanted", "why", "fix"),
                "",
                other);
        return new PolicyResult(List.of(finding), List.of(), List.of(), List.of(), "", List.of());
    }

    private static PolicyResult deniedBy(String name) {
        return denied(Optional.of(new OtherObject(other(name), true)));
    }

    private ObjectConfirmation confirmation(Optional<String> version) {
        return new ObjectConfirmation(
                (object, atMost) -> {
                    asked.add(atMost);
                    return version;
                },
                nanos::get);
    }

    @Test
    @DisplayName("stays one if the object is as it was seen, and is read in a third of the time at most")
    void unchanged() {
        ObjectConfirmation confirmation = confirmation(Optional.of("7"));
        assertThat(confirmation.confirmed(deniedBy("a"), TIME).isDenied()).isTrue();
        assertThat(asked).containsExactly(Duration.ofSeconds(1));
        assertThat(confirmation.confirmed()).isEqualTo(1);
    }

    @Test
    @DisplayName("is a warning if the object has changed, is gone, or could not be read")
    void notConfirmed() {
        for (Optional<String> version : List.of(Optional.of("8"), Optional.of(""), Optional.<String>empty())) {
            PolicyResult result = confirmation(version).confirmed(deniedBy("a"), TIME);
            assertThat(result.isDenied()).as(version.toString()).isFalse();
            assertThat(result.warned()).hasSize(1);
        }
    }

    @Test
    @DisplayName("is not read when the denial rests on the submitted object alone")
    void alone() {
        assertThat(confirmation(Optional.empty())
                        .confirmed(denied(Optional.empty()), TIME)
                        .isDenied())
                .isTrue();
        assertThat(asked).isEmpty();
    }

    @Test
    @DisplayName("is one of at most three that are read for one decision, all in the same third of its time")
    void severalObjects() {
        PolicyResult all = new PolicyResult(
                IntStream.range(0, 5)
                        .mapToObj(i -> deniedBy("other-" + i).findings().getFirst())
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of());
        ObjectConfirmation slow = new ObjectConfirmation(
                (_, atMost) -> {
                    asked.add(atMost);
                    nanos.addAndGet(Duration.ofMillis(600).toNanos());
                    return Optional.of("7");
                },
                nanos::get);

        PolicyResult result = slow.confirmed(all, TIME);

        assertThat(asked).containsExactly(Duration.ofMillis(1000), Duration.ofMillis(400));
        assertThat(result.denied()).hasSize(2);
        assertThat(result.warned()).hasSize(3);
        asked.clear();
        confirmation(Optional.of("7")).confirmed(all, TIME);
        assertThat(asked).hasSize(ObjectConfirmation.MOST_OBJECTS);
    }

    @Test
    @DisplayName("is not read for a while after a read without a result")
    void pause() {
        ObjectConfirmation away = confirmation(Optional.empty());
        away.confirmed(deniedBy("a"), TIME);
        away.confirmed(deniedBy("b"), TIME);
        assertThat(asked).hasSize(1);
        nanos.addAndGet(ReadLimiter.PAUSE.toNanos());
        away.confirmed(deniedBy("b"), TIME);
        assertThat(asked).hasSize(2);
        assertThat(away.unknown()).isEqualTo(3);
    }

    @Test
    @DisplayName("keeps few threads waiting: the others go on without")
    void fewWait() throws Exception {
        CountDownLatch reading = new CountDownLatch(ReadLimiter.MOST_WAITING);
        CountDownLatch answer = new CountDownLatch(1);
        ObjectConfirmation blocked = new ObjectConfirmation(
                (_, _) -> {
                    reading.countDown();
                    await(answer);
                    return Optional.of("7");
                },
                nanos::get);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<PolicyResult>> waiting = new ArrayList<>();
            for (int i = 0; i < ReadLimiter.MOST_WAITING; i++) {
                waiting.add(threads.submit(() -> blocked.confirmed(deniedBy("a"), TIME)));
            }
            await(reading);
            assertThat(blocked.confirmed(deniedBy("a"), TIME).isDenied()).isFalse();
            answer.countDown();
            for (Future<PolicyResult> each : waiting) {
                assertThat(each.get(1, TimeUnit.MINUTES).isDenied()).isTrue();
            }
        }
        assertThat(blocked.confirmed(deniedBy("a"), TIME).isDenied()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
