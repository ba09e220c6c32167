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
 * Turns bytes into bytes, off the event loop: reads the review, has it decided, writes the answer. The queue is bounded
 * by the bytes in flight, of which every job holds a share. Thread-safe.
 */
final class ReviewProcessor {

    /** How a job ended. */
    sealed interface Result {
        @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
        record Answered(AdmissionRequest request, AdmissionResponse answer, byte[] body) implements Result {}

        record Malformed(String message) implements Result {}

        /** A limit of the decision was reached: its budget of steps, or the size of its answer. */
        record BeyondLimit(@Nullable AdmissionRequest request, String message) implements Result {}

        record Failed(@Nullable AdmissionRequest request, Throwable cause) implements Result {}
    }

    private final AdmissionReviewCodec codec = new AdmissionReviewCodec();
    private final DecisionExecutor threads;

    ReviewProcessor(int threads) {
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        this(new DecisionExecutor(threads, thread -> cpu.getThreadCpuTime(thread.threadId())));
    }

    ReviewProcessor(DecisionExecutor threads) {
        this.threads = threads;
    }

    /**
     * Queues a job.
     *
     * @param light whether it is done before others that are not
     * @param peer the address that the request came from, for the log
     * @param done called on a decision thread, unless the job is abandoned before it began
     */
    Job submit(byte[] body, ReviewHandler handler, boolean light, String peer, Consumer<Result> done) {
        Job job = new Job(body, handler, peer, done);
        threads.execute(job, light);
        return job;
    }

    /**
     * Ends a job whose answer is of no use any more, at its next step if it has begun.
     *
     * @return true when the job had not begun and never will
     */
    boolean abandon(Job job) {
        job.overdue = true;
        job.budget.cancel();
        return threads.remove(job);
    }

    /** Replaces threads that run away; to be called about once a second. */
    void watch() {
        threads.watch();
    }

    DecisionExecutor threads() {
        return threads;
    }

    void close() {
        threads.close();
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

        /** What is asked, once it has been read. */
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
            AdmissionRequest read = null;
            try {
                read = codec.decode(body);
                request = read;
                AdmissionResponse answer = handler.handle(read, budget);
                return new Result.Answered(read, answer, codec.encode(read, answer));
            } catch (BadReviewException e) {
                return new Result.Malformed(String.valueOf(e.getMessage()));
            } catch (BudgetExceededException | ResponseTooLargeException e) {
                return new Result.BeyondLimit(read, String.valueOf(e.getMessage()));
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                // A bug in a rule costs one request, not a thread and not the server.
                return new Result.Failed(read, e);
            } catch (OutOfMemoryError e) {
                // The image's flags end the process before this. Without them, what this decision held is free again.
                return new Result.Failed(null, e);
            }
        }
    }
}
