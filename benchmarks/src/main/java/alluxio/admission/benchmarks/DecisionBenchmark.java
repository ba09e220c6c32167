package alluxio.admission.benchmarks;

import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionReviewCodec;
import alluxio.admission.webhook.review.BadReviewException;
import alluxio.admission.webhook.review.DecisionLimits;
import alluxio.admission.webhook.review.MutationHandler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The decision alone, and with reading and writing JSON, on one thread; no HTTP. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class DecisionBenchmark {
    /** Of {@link SamplePods}. */
    @Param({SamplePods.SMALL, SamplePods.NORMAL, SamplePods.LARGE})
    public String pod = SamplePods.SMALL;

    private final Injector injector = new Injector(AdmissionConfiguration.defaults());
    private final AdmissionReviewCodec codec = new AdmissionReviewCodec();
    private final MutationHandler handler = MutationHandler.forLabelledPods(injector::decide);

    private byte[] review = {};
    private InjectionRequest request = SamplePods.named(SamplePods.SMALL).request();

    @Setup
    public void read() {
        SamplePods.Sample sample = SamplePods.named(pod);
        review = sample.review();
        request = sample.request();
        if (decision() == 0) {
            throw new IllegalStateException("the pod was not injected into");
        }
    }

    @Benchmark
    public int decision() {
        return injector.decide(request).patch().operations().size();
    }

    @Benchmark
    public byte[] bytesToBytes() throws BadReviewException {
        AdmissionRequest read = codec.decode(review);
        return codec.encode(read, handler.handle(read, DecisionLimits.ofDecision()));
    }
}
