package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Budget;
import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.webhook.review.AdmissionResponse;
import alluxio.admission.webhook.review.ReviewHandler;
import alluxio.admission.webhook.tls.ClientCaSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers that do not end by themselves. */
class RunawayTest {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final LinkedBlockingQueue<ReviewProcessor.Result> results = new LinkedBlockingQueue<>();
    private final CountDownLatch spinning = new CountDownLatch(1);
    private final DecisionExecutor threads = new DecisionExecutor(1, _ -> cpu());
    private final ReviewProcessor processor = new ReviewProcessor(threads);
    private long cpu;

    private synchronized long cpu() {
        cpu += 1_000_000_000L * DecisionExecutor.SECONDS_PAST_DEADLINE;
        return cpu;
    }

    @AfterEach
    void end() {
        stop.set(true);
        processor.close();
    }

    @Test
    void aLateDecisionEndsAtItsNextStep() throws Exception {
        ReviewProcessor.Job job = submit((_, limits) -> {
            spinning.countDown();
            while (true) {
                limits.budget().spend(1);
            }
        });
        spinning.await();

        assertThat(processor.abandon(job)).isFalse();
        assertThat(results.take()).isInstanceOfSatisfying(ReviewProcessor.Result.BeyondLimit.class, beyond -> {
            assertThat(beyond.message()).startsWith("the decision was cancelled after ");
            assertThat(beyond.request()).isNotNull();
        });
    }

    @Test
    void aSpentBudgetIsNotABug() throws Exception {
        submit((_, limits) -> {
            limits.budget().spend(Budget.DECISION_STEPS + 1);
            return AdmissionResponse.ignored();
        });

        assertThat(results.take()).isInstanceOf(ReviewProcessor.Result.BeyondLimit.class);
    }

    @Test
    void aDecisionWithoutStepsIsGivenUpAndTheNextIsDecided() throws Exception {
        ReviewProcessor.Job job = submit((_, _) -> {
            spinning.countDown();
            while (!stop.get()) {
                Thread.onSpinWait();
            }
            return AdmissionResponse.ignored();
        });
        spinning.await();
        submit((_, _) -> AdmissionResponse.ignored());
        assertThat(processor.abandon(job)).isFalse();
        processor.replaceRunaways();
        processor.replaceRunaways();

        assertThat(results.take()).as("the one that waited").isInstanceOf(ReviewProcessor.Result.Answered.class);
        assertThat(threads.givenUpAndRunning()).isEqualTo(1);
        stop.set(true);
        assertThat(results.take())
                .as("the late one, of no use by now")
                .isInstanceOf(ReviewProcessor.Result.Answered.class);
    }

    @Test
    void aDecisionThatTakesAllMemoryFailsAlone() throws Exception {
        submit((_, _) -> {
            throw new OutOfMemoryError("made up");
        });
        submit((_, _) -> AdmissionResponse.ignored());

        assertThat(results.take()).isInstanceOf(ReviewProcessor.Result.Failed.class);
        assertThat(results.take()).isInstanceOf(ReviewProcessor.Result.Answered.class);
    }

    /** Over HTTPS: a code that failurePolicy decides on, one line, counted apart from bugs. */
    @Test
    void theClientGetsOneLineAndTheMetricsCountTheReason() throws Exception {
        ReviewHandler costly = (request, _) -> {
            if (request.target().name().equals("warm-up")) {
                return AdmissionResponse.ignored();
            }
            throw new BudgetExceededException("the object takes more than 7 steps");
        };
        try (TestServer server = new TestServer(ServerSettings.defaults(), ClientCaSource.none(), costly)) {
            var response = server.send(
                    java.net.http.HttpClient.Version.HTTP_1_1, server.review("/test", TestReviews.pod("u", "p")));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).isEqualTo("the object takes more than 7 steps\n");
            assertThat(server.metric("alluxio_admission_decisions_beyond_limit_total"))
                    .isEqualTo(1);
            assertThat(server.metric("alluxio_admission_decisions_total{decision=\"failed\""))
                    .isEqualTo(1);
        }
    }

    private ReviewProcessor.Job submit(ReviewHandler handler) {
        return processor.submit(
                new ReviewProcessor.ReviewTask(
                        TestReviews.bytes(TestReviews.pod("u", "p")),
                        handler,
                        "127.0.0.1",
                        System.nanoTime() + Duration.ofSeconds(10).toNanos()),
                TreeSize.LIGHT,
                results::add);
    }
}
