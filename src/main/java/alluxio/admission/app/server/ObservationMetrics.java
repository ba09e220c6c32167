package alluxio.admission.app.server;

import alluxio.admission.app.validation.ObjectConfirmation;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Metrics of what the server knows of its cluster. */
final class ObservationMetrics {
    private static final String PREFIX = "alluxio.admission.";

    private ObservationMetrics() {}

    static void register(
            MeterRegistry registry,
            Supplier<DecisionBasis> basis,
            ObservedCluster cluster,
            ObjectConfirmation confirmation) {
        Gauge.builder(PREFIX + "cluster.observation.age.seconds", cluster, ObservationMetrics::age)
                .description(
                        "How long ago what is known of the cluster was certainly true; 0 while all watches are open, "
                                + "NaN without discovery and until all is read")
                .register(registry);
        gauge(
                registry,
                "discovery.profiles",
                "Alluxio clusters that were discovered",
                () -> basis.get().found().clusters().size());
        gauge(
                registry,
                "discovery.contradictions",
                "Written values of profiles that differ from what runs; readyz names them",
                () -> basis.get().completed().contradictions().size());
        confirmations(registry, "confirmed", confirmation, ObjectConfirmation::confirmed);
        confirmations(registry, "changed", confirmation, ObjectConfirmation::changed);
        confirmations(registry, "unknown", confirmation, ObjectConfirmation::unknown);
    }

    private static void confirmations(
            MeterRegistry registry,
            String result,
            ObjectConfirmation confirmation,
            ToDoubleFunction<ObjectConfirmation> count) {
        FunctionCounter.builder(PREFIX + "confirmations", confirmation, count)
                .description(
                        "Live reads of objects that denials rest on; a denial that is not confirmed becomes a warning")
                .tag("result", result)
                .register(registry);
    }

    private static double age(ObservedCluster cluster) {
        return cluster.status()
                .age()
                .map(Duration::toMillis)
                .map(millis -> millis / 1000.0)
                .orElse(Double.NaN);
    }

    private static void gauge(MeterRegistry registry, String name, String description, Supplier<Number> value) {
        Gauge.builder(PREFIX + name, value)
                .description(description)
                .strongReference(true) // nothing else refers to the function
                .register(registry);
    }
}
