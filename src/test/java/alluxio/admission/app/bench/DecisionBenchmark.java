package alluxio.admission.app.bench;

import alluxio.admission.injector.Injector;
import alluxio.admission.model.AdmissionConfiguration;
import alluxio.admission.model.Budget;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import alluxio.admission.webhook.review.MutationHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** The decision alone, and with reading and writing JSON, on one thread; no HTTP. */
final class DecisionBenchmark {
    private static final long WARM_UP_NANOS = 1_500_000_000L;
    private static final long ROUND_NANOS = 300_000_000L;

    private final Injector injector = new Injector(AdmissionConfiguration.defaults());
    private final AdmissionReviewCodec codec = new AdmissionReviewCodec();
    private final MutationHandler handler = MutationHandler.forLabelledPods(injector::decide);

    String table(int rounds) {
        StringBuilder table = new StringBuilder(
                "| pod | review, bytes | decisions per second | with reading and writing the review |\n|---|--:|--:|--:|\n");
        SamplePods.all().forEach(this::warmUp);
        for (SamplePods.Sample sample : SamplePods.all()) {
            byte[] review = sample.review();
            List<Double> decisions = new ArrayList<>();
            List<Double> reviews = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                decisions.add(rate(() -> operations(sample), ROUND_NANOS));
                reviews.add(rate(() -> bytesToBytes(review), ROUND_NANOS));
            }
            table.append("| %s | %s | %s | %s |%n"
                    .formatted(
                            sample.name(),
                            Spread.round(review.length, 0),
                            Spread.of(decisions).show(0),
                            Spread.of(reviews).show(0)));
        }
        return table.toString();
    }

    /** Of everything, before anything counts: what is measured first would pay for the compilers. */
    private void warmUp(SamplePods.Sample sample) {
        byte[] review = sample.review();
        rate(() -> operations(sample), WARM_UP_NANOS);
        rate(() -> bytesToBytes(review), WARM_UP_NANOS);
    }

    private int operations(SamplePods.Sample sample) {
        return injector.decide(sample.request()).patch().operations().size();
    }

    private int bytesToBytes(byte[] review) {
        try {
            AdmissionRequest request = codec.decode(review);
            return codec.encode(request, handler.handle(request, Budget.ofDecision())).length;
        } catch (BadReviewException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double rate(IntSupplier work, long nanos) {
        long begin = System.nanoTime();
        long done = 0;
        long now = begin;
        while (now - begin < nanos) {
            // Looks at what was computed, so that computing it cannot be left out.
            if (work.getAsInt() <= 0) {
                throw new IllegalStateException("the pod was not injected into");
            }
            done++;
            now = System.nanoTime();
        }
        return done * 1e9 / (now - begin);
    }
}
