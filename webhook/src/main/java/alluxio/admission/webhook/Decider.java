package alluxio.admission.webhook;

import alluxio.admission.model.Budget;
import alluxio.admission.webhook.review.AdmissionAnswer;
import alluxio.admission.webhook.review.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import alluxio.admission.webhook.review.ReviewHandler;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into bytes, off the event loop: reads the review, has it decided, writes the answer. The queue is bounded
 * by the bytes in flight, of which every job holds a share. Thread-safe.
 */
final class Decider {

    /** How a job ended. */
    sealed interface Result {
        record Answered(AdmissionRequest request, AdmissionAnswer answer, byte[] body) implements Result {}

        record Malformed(String message) implements Result {}

        record Failed(@Nullable AdmissionRequest request, Throwable cause) implements Result {}
    }

    private final AdmissionReviewCodec codec = new AdmissionReviewCodec();
    private final ThreadPoolExecutor pool;

    Decider(int threads) {
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                job -> Thread.ofPlatform()
                        .daemon()
                        .name("decision-" + number.incrementAndGet())
                        .unstarted(job));
    }

    /** Queues a job; {@code done} is called on a thread of the pool, unless the job is taken back before it began. */
    Job submit(byte[] body, ReviewHandler handler, Consumer<Result> done) {
        Job job = new Job(body, handler, done);
        pool.execute(job);
        return job;
    }

    /** True when the job had not begun and never will. */
    boolean takeBack(Job job) {
        return pool.remove(job);
    }

    void close() {
        pool.shutdown();
    }

    final class Job implements Runnable {
        private final byte[] body;
        private final ReviewHandler handler;
        private final Consumer<Result> done;
        private final Budget budget = Budget.ofDecision();
        private volatile @Nullable AdmissionRequest request;

        private Job(byte[] body, ReviewHandler handler, Consumer<Result> done) {
            this.body = body;
            this.handler = handler;
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

        private Result decide() {
            AdmissionRequest read = null;
            try {
                read = codec.decode(body);
                request = read;
                AdmissionAnswer answer = handler.handle(read, budget);
                return new Result.Answered(read, answer, codec.encode(read, answer));
            } catch (BadReviewException e) {
                return new Result.Malformed(String.valueOf(e.getMessage()));
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                // A bug in a rule costs one request, not a thread of the pool and not the server.
                return new Result.Failed(read, e);
            }
        }
    }
}
