package alluxio.admission.webhook;

import alluxio.admission.model.Budget;
import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionResponse;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import alluxio.admission.webhook.review.DecisionLimits;
import alluxio.admission.webhook.review.NotReadyException;
import alluxio.admission.webhook.review.ResponseTooLargeException;
import alluxio.admission.webhook.review.ReviewHandler;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Processes reviews off the event loop: decodes the body, has the request decided on, and encodes the response. Its queue is
 * bounded by the memory that each job holds. Thread-safe.
 */
final class ReviewProcessor {

    /** How a job ended. */
    sealed interface Result {
        @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
        record Answered(AdmissionRequest request, AdmissionResponse response, byte[] body) implements Result {}

        record Malformed(String message) implements Result {}

        /** A limit of the decision was reached: its budget of steps, or the size of its response. */
        record BeyondLimit(@Nullable AdmissionRequest request, String message) implements Result {}

        /** The server does not know yet what the decision needs. */
        record NotReady(AdmissionRequest request, String message) implements Result {}

        record Failed(@Nullable AdmissionRequest request, Throwable cause) implements Result {}
    }

    private final AdmissionReviewCodec codec = new AdmissionReviewCodec();
    private final DecisionExecutor executor;

    ReviewProcessor(int threads) {
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        this(new DecisionExecutor(threads, thread -> cpu.getThreadCpuTime(thread.threadId())));
    }

    ReviewProcessor(DecisionExecutor executor) {
        this.executor = executor;
    }

    /**
     * A body to decide on.
     *
     * @param peer the address that the request came from, for the log
     * @param deadlineNanos of the request, in {@link System#nanoTime}
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record ReviewTask(byte[] body, ReviewHandler handler, String peer, long deadlineNanos) {}

    /**
     * Queues a job.
     *
     * @param size light jobs are done before heavy ones
     * @param done called on a decision thread, unless the job is abandoned before it began
     */
    Job submit(ReviewTask task, TreeSize size, Consumer<Result> done) {
        Job job = new Job(task, done);
        executor.execute(job, size);
        return job;
    }

    /**
     * Cancels a job whose response is of no use any more; one that has begun ends at its next step.
     *
     * @return true when the job had not begun, and never will
     */
    boolean abandon(Job job) {
        job.overdue = true;
        job.budget.cancel();
        return executor.remove(job);
    }

    /** Replaces threads whose decision does not end. To be called regularly. */
    void replaceRunaways() {
        executor.replaceRunaways();
    }

    DecisionExecutor executor() {
        return executor;
    }

    void close() {
        executor.close();
    }

    final class Job implements DecisionExecutor.Task {
        private final ReviewTask task;
        private final Consumer<Result> done;
        private final Budget budget = Budget.ofDecision();
        private volatile @Nullable AdmissionRequest request;
        private volatile boolean overdue;

        private Job(ReviewTask task, Consumer<Result> done) {
            this.task = task;
            this.done = done;
        }

        /** The request, once it has been decoded. */
        @Nullable
        AdmissionRequest request() {
            return request;
        }

        @Override
        public void run() {
            done.accept(decide());
        }

        @Override
        public boolean isOverdue() {
            return overdue;
        }

        @Override
        public void givenUp() {
            DecisionLog.givenUp(request, task.peer());
        }

        private Duration remaining() {
            return Duration.ofNanos(Math.max(0, task.deadlineNanos() - System.nanoTime()));
        }

        private Result decide() {
            AdmissionRequest decoded = null;
            try {
                decoded = codec.decode(task.body());
                request = decoded;
                AdmissionResponse response = task.handler().handle(decoded, new DecisionLimits(budget, remaining()));
                return new Result.Answered(decoded, response, codec.encode(decoded, response));
            } catch (BadReviewException e) {
                return new Result.Malformed(String.valueOf(e.getMessage()));
            } catch (NotReadyException e) {
                return new Result.NotReady(Objects.requireNonNull(decoded), String.valueOf(e.getMessage()));
            } catch (BudgetExceededException | ResponseTooLargeException e) {
                return new Result.BeyondLimit(decoded, String.valueOf(e.getMessage()));
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                // A bug in a rule costs one request, neither a thread nor the server.
                return new Result.Failed(decoded, e);
            } catch (OutOfMemoryError e) {
                // The image's flags end the process before this. Without them, the memory of this decision is free
                // again.
                return new Result.Failed(null, e);
            }
        }
    }
}
