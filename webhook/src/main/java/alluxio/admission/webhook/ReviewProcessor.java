package alluxio.admission.webhook;

import alluxio.admission.model.Budget;
import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionResponse;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import alluxio.admission.webhook.review.ResponseTooLargeException;
import alluxio.admission.webhook.review.ReviewHandler;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
     * Queues a job.
     *
     * @param size light jobs are done before heavy ones
     * @param peer the address that the request came from, for the log
     * @param done called on a decision thread, unless the job is abandoned before it began
     */
    Job submit(byte[] body, ReviewHandler handler, TreeSize size, String peer, Consumer<Result> done) {
        Job job = new Job(body, handler, peer, done);
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
        private final byte[] body;
        private final ReviewHandler handler;
        private final String peer;
        private final Consumer<Result> done;
        private final Budget budget = Budget.ofDecision();
        private volatile @Nullable AdmissionRequest request;
        private volatile boolean overdue;

        private Job(byte[] body, ReviewHandler handler, String peer, Consumer<Result> done) {
            this.body = body;
            this.handler = handler;
            this.peer = peer;
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
            DecisionLog.givenUp(request, peer);
        }

        private Result decide() {
            AdmissionRequest decoded = null;
            try {
                decoded = codec.decode(body);
                request = decoded;
                AdmissionResponse response = handler.handle(decoded, budget);
                return new Result.Answered(decoded, response, codec.encode(decoded, response));
            } catch (BadReviewException e) {
                return new Result.Malformed(String.valueOf(e.getMessage()));
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
