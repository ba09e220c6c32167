package alluxio.admission.benchmarks;

import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.Keys;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.node.ObjectNode;

/** The injector's decision on a pod that asks for one feature, none, or all of them, with 1, 5 and 40 containers. */
@State(Scope.Thread)
public class FeaturePieces {
    private final Injector injector =
            new Injector(ConfigurationLoader.parse(SampleObjects.configuration(), "configuration")
                    .configuration());

    /** As the pod's annotation names them. */
    @Param({"", "short-circuit", "fuse", "hdfs", "host-aliases", "short-circuit,fuse,hdfs,host-aliases"})
    public String features = "";

    @Param({"1", "5", "40"})
    public int containers = 1;

    private InjectionRequest request = new InjectionRequest(SampleObjects.small(), SampleObjects.NAMESPACE, false);

    @Setup(Level.Trial)
    public void prepare() {
        ObjectNode pod = SampleObjects.containers(containers);
        pod.withObject("/metadata").putObject("annotations").put(Keys.FEATURES, features);
        request = new InjectionRequest(pod, SampleObjects.NAMESPACE, false);
        if (decide().patch().isEmpty()) {
            throw new IllegalStateException("the pod was not injected into: " + decide());
        }
    }

    @Benchmark
    public Decision decide() {
        return injector.decide(request);
    }
}
