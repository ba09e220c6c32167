package alluxio.admission.benchmarks;

import alluxio.admission.webhook.review.DecisionLimits;
import java.util.List;
import java.util.stream.Stream;

/** The program that {@link ReviewFootprint} observes: a warm review of each kind, between calls of {@link #mark}. */
final class TracedReviews {
    /** Where a debugger waits. */
    static final String MARK = "mark";

    /** In this order. A pod with many variables runs the same code as a small one, only two million times. */
    static final List<ReviewKind> KINDS = Stream.of(ReviewKind.values())
            .filter(kind -> kind != ReviewKind.LARGE)
            .toList();

    /** The first ones fill caches and load classes. */
    private static final int BEFORE = 10;

    private TracedReviews() {}

    public static void main(String[] arguments) {
        try (SampleReviews reviews = new SampleReviews()) {
            for (ReviewKind kind : KINDS) {
                for (int i = 0; i < BEFORE; i++) {
                    SampleReviews.check(kind, reviews.answer(kind, kind.review(i), DecisionLimits.ofDecision()));
                }
                byte[] review = kind.review(BEFORE);
                DecisionLimits limits = DecisionLimits.ofDecision();
                mark();
                reviews.answer(kind, review, limits);
                mark();
            }
        }
    }

    /** Does nothing: before a review and after it. */
    static void mark() {}
}
