package alluxio.admission.benchmarks;

import alluxio.admission.app.server.DecisionEngine;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import alluxio.admission.webhook.review.DecisionLimits;
import alluxio.admission.webhook.review.MutationHandler;
import alluxio.admission.webhook.review.ReviewHandler;
import alluxio.admission.webhook.review.ValidationHandler;
import java.nio.charset.StandardCharsets;

/** Reviews from their bytes to those of the answer, as a decision thread of the server does them. */
final class SampleReviews implements AutoCloseable {
    private final AdmissionReviewCodec codec = new AdmissionReviewCodec();
    private final DecisionEngine engine = SampleEngine.start();
    private final ReviewHandler mutation = MutationHandler.forLabelledPods(engine::decide);
    private final ReviewHandler validation = new ValidationHandler(engine::evaluate);

    /** The answer to a review of that kind. */
    byte[] answer(ReviewKind kind, byte[] review, DecisionLimits limits) {
        ReviewHandler handler = kind.path().equals("/validate") ? validation : mutation;
        try {
            AdmissionRequest request = codec.decode(review);
            return codec.encode(request, handler.handle(request, limits));
        } catch (BadReviewException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalStateException if it is not the answer that is to be measured */
    static void check(ReviewKind kind, byte[] answer) {
        String text = new String(answer, StandardCharsets.UTF_8);
        boolean isPatched = kind.path().equals("/mutate") && kind != ReviewKind.NOT_OPTED_IN;
        if (!text.contains("\"allowed\":true") || text.contains("patch") != isPatched) {
            throw new IllegalStateException(kind + " was decided in another way than is to be measured: " + text);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
