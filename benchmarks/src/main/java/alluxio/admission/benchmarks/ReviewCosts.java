package alluxio.admission.benchmarks;

import alluxio.admission.app.server.DecisionEngine;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import alluxio.admission.webhook.review.DecisionLimits;
import alluxio.admission.webhook.review.MutationHandler;
import alluxio.admission.webhook.review.ReviewHandler;
import alluxio.admission.webhook.review.ValidationHandler;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * What one decision takes that no other process can change: bytes allocated, from the bytes of the review to those of the answer, and
 * steps of the budget. To be run with {@code -Xint}: what a compiler leaves out depends on when it ran. Prints a line
 * for each figure, with a tabulator before the number.
 */
final class ReviewCosts {
    /** The first ones fill caches and load classes. */
    private static final int ROUNDS = 6;

    private final AdmissionReviewCodec codec = new AdmissionReviewCodec();
    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ReviewHandler mutation;
    private final ReviewHandler validation;

    private ReviewCosts(DecisionEngine engine) {
        mutation = MutationHandler.forLabelledPods(engine::decide);
        validation = new ValidationHandler(engine::evaluate);
    }

    public static void main(String[] arguments) throws BadReviewException {
        try (DecisionEngine engine = SampleEngine.start()) {
            ReviewCosts costs = new ReviewCosts(engine);
            for (ReviewKind kind : ReviewKind.values()) {
                costs.measure(kind);
            }
        }
    }

    private void measure(ReviewKind kind) throws BadReviewException {
        ReviewHandler handler = kind.path().equals("/validate") ? validation : mutation;
        long allocated = Long.MAX_VALUE;
        long steps = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] review = kind.review(round);
            DecisionLimits limits = DecisionLimits.ofDecision();
            long before = thread.getCurrentThreadAllocatedBytes();
            AdmissionRequest request = codec.decode(review);
            byte[] answer = codec.encode(request, handler.handle(request, limits));
            allocated = Math.min(allocated, thread.getCurrentThreadAllocatedBytes() - before);
            steps = Math.min(steps, limits.budget().spent());
            String text = new String(answer, StandardCharsets.UTF_8);
            if (!text.contains("\"allowed\":true") || text.contains("patch") != isPatched(kind)) {
                throw new IllegalStateException(kind + " was decided in another way than is to be measured: " + text);
            }
        }
        System.out.println(kind.title() + ": bytes allocated\t" + allocated);
        System.out.println(kind.title() + ": steps\t" + steps);
    }

    private static boolean isPatched(ReviewKind kind) {
        return kind.path().equals("/mutate") && kind != ReviewKind.NOT_OPTED_IN;
    }
}
