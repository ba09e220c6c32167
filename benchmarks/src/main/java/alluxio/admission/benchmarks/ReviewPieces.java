package alluxio.admission.benchmarks;

import alluxio.admission.app.server.DecisionEngine;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionResponse;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import alluxio.admission.webhook.review.DecisionLimits;
import alluxio.admission.webhook.review.MutationHandler;
import alluxio.admission.webhook.review.ReviewHandler;
import alluxio.admission.webhook.review.ValidationHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The way of a review of each kind: read, decided with discovery on, written; and all of it. */
@State(Scope.Thread)
public class ReviewPieces {
    private static final int DIFFERENT = 64;

    /** What is reviewed. */
    @Param
    public ReviewKind kind = ReviewKind.SMALL;

    private final AdmissionReviewCodec codec = new AdmissionReviewCodec();
    private final DecisionEngine engine;
    private ReviewHandler handler;
    private final List<byte[]> reviews = new ArrayList<>();
    private final List<AdmissionRequest> requests = new ArrayList<>();
    private final List<AdmissionResponse> responses = new ArrayList<>();
    private int next;

    /** For JMH. */
    public ReviewPieces() {
        engine = SampleEngine.start();
        handler = new ValidationHandler(engine::evaluate);
    }

    @Setup(Level.Trial)
    public void prepare() throws BadReviewException {
        if (kind.path().equals("/mutate")) {
            handler = MutationHandler.forLabelledPods(engine::decide);
        }
        for (int i = 0; i < DIFFERENT; i++) {
            reviews.add(kind.review(i));
            requests.add(codec.decode(reviews.get(i)));
            responses.add(handler.handle(requests.get(i), DecisionLimits.ofDecision()));
        }
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        engine.close();
    }

    private int next() {
        next = (next + 1) % DIFFERENT;
        return next;
    }

    @Benchmark
    public AdmissionRequest decode() throws BadReviewException {
        return codec.decode(reviews.get(next()));
    }

    @Benchmark
    public AdmissionResponse decide() {
        return handler.handle(requests.get(next()), DecisionLimits.ofDecision());
    }

    @Benchmark
    public byte[] encode() {
        int i = next();
        return codec.encode(requests.get(i), responses.get(i));
    }

    @Benchmark
    public byte[] all() throws BadReviewException {
        AdmissionRequest request = codec.decode(reviews.get(next()));
        return codec.encode(request, handler.handle(request, DecisionLimits.ofDecision()));
    }
}
