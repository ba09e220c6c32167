package alluxio.admission.benchmarks;

import alluxio.admission.webhook.review.DecisionLimits;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What one decision takes that no other process can change: bytes allocated, from the bytes of the review to those of the answer, and
 * steps of the budget. To be run with {@code -Xint}: what a compiler leaves out depends on when it ran. Prints a line
 * for each figure, with a tabulator before the number.
 */
final class ReviewCosts {
    /** The first ones fill caches and load classes. */
    private static final int ROUNDS = 6;

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ReviewCosts() {}

    public static void main(String[] arguments) {
        try (SampleReviews reviews = new SampleReviews()) {
            for (ReviewKind kind : ReviewKind.values()) {
                measure(reviews, kind);
            }
        }
    }

    private static void measure(SampleReviews reviews, ReviewKind kind) {
        long allocated = Long.MAX_VALUE;
        long steps = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] review = kind.review(round);
            DecisionLimits limits = DecisionLimits.ofDecision();
            long before = THREAD.getCurrentThreadAllocatedBytes();
            byte[] answer = reviews.answer(kind, review, limits);
            allocated = Math.min(allocated, THREAD.getCurrentThreadAllocatedBytes() - before);
            steps = Math.min(steps, limits.budget().spent());
            SampleReviews.check(kind, answer);
        }
        System.out.println(kind.title() + ": bytes allocated\t" + allocated);
        System.out.println(kind.title() + ": steps\t" + steps);
    }
}
