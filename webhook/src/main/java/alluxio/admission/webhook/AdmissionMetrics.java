package alluxio.admission.webhook;

import alluxio.admission.webhook.http.CloseReason;
import alluxio.admission.webhook.review.AdmissionResponse;
import alluxio.admission.webhook.tls.CertificateHealth;
import alluxio.admission.webhook.tls.CertificateSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/** The metrics of the admission server, {@code alluxio_admission_…}. Every label has few values, whatever input arrives. Thread-safe. */
public final class AdmissionMetrics {

    private static final String PREFIX = "alluxio.admission.";
    private static final Set<String> KINDS = Set.of(
            "Pod",
            "Deployment",
            "StatefulSet",
            "DaemonSet",
            "ReplicaSet",
            "Job",
            "CronJob",
            "ConfigMap",
            "PersistentVolumeClaim");
    private static final int MOST_RULES = 200;

    /** For a request that failed before its kind was read. */
    static final String UNKNOWN_KIND = "unknown";

    private final MeterRegistry registry;
    private final Set<String> rules = ConcurrentHashMap.newKeySet();
    /** By decision and kind: a registry would build, sort and hash the tags of each look-up. */
    private final Map<String, Map<String, Counter>> decisions = new ConcurrentHashMap<>();

    private final Timer duration;

    /** @param registry owned by the caller */
    public AdmissionMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.duration = Timer.builder(PREFIX + "duration")
                .description("From the head of a request to its response, for decisions and failures alike")
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10))
                .register(registry);
    }

    void decided(AdmissionResponse response, String kind, Duration took) {
        countDecision(response.outcome().label(), KINDS.contains(kind) ? kind : "other");
        for (String rule : response.rules()) {
            registry.counter(PREFIX + "refusals", "rule", bounded(rule)).increment();
        }
        for (String rule : response.remarks().warnedRules()) {
            registry.counter(PREFIX + "rule.warnings", "rule", bounded(rule)).increment();
        }
        duration.record(took);
    }

    /** No decision was reached because of the server: a bug, a deadline, overload. */
    void failed(String kind, Duration took) {
        countDecision("failed", kind.equals(UNKNOWN_KIND) || KINDS.contains(kind) ? kind : "other");
        duration.record(took);
    }

    /** A decision ended at a limit: its budget of steps, or the size of its response. It counts as failed as well. */
    void beyondLimit() {
        beyondLimits().increment();
    }

    /** A response other than 200. */
    void rejected(int status) {
        registry.counter(PREFIX + "http.requests.rejected", "code", Integer.toString(status))
                .increment();
    }

    /** @param reason one of few */
    void connectionEnded(String reason) {
        endings(reason).increment();
    }

    private Counter endings(String reason) {
        return registry.counter(PREFIX + "connections.ended", "reason", reason);
    }

    private Counter beyondLimits() {
        return registry.counter(PREFIX + "decisions.beyond.limit");
    }

    private void countDecision(String decision, String kind) {
        Map<String, Counter> ofKinds = decisions.get(decision);
        Counter counter = ofKinds == null ? null : ofKinds.get(kind);
        if (counter == null) {
            counter = registry.counter(PREFIX + "decisions", "decision", decision, "kind", kind);
            decisions.computeIfAbsent(decision, _ -> new ConcurrentHashMap<>()).put(kind, counter);
        }
        counter.increment();
    }

    private String bounded(String rule) {
        if (rules.contains(rule) || rules.size() < MOST_RULES) {
            rules.add(rule);
            return rule;
        }
        return "other";
    }

    void register(BytesInFlight bytes, TreeMemory trees, IntSupplier connections) {
        Gauge.builder(PREFIX + "bytes.in.flight", bytes, BytesInFlight::used)
                .description("Bytes of bodies that have arrived, and of responses that have not been taken")
                .register(registry);
        Gauge.builder(PREFIX + "requests.waiting", trees, TreeMemory::waiting)
                .description("Requests that have arrived whole and wait for memory")
                .register(registry);
        Gauge.builder(PREFIX + "connections", connections, IntSupplier::getAsInt)
                .description("Open connections to the webhook's port")
                .strongReference(true) // nothing else refers to the function
                .register(registry);
        // From the start, at zero: a rate does not see the first event of a counter that begins at one.
        for (CloseReason reason : CloseReason.values()) {
            endings(reason.label());
        }
        beyondLimits();
    }

    void register(DecisionExecutor executor) {
        FunctionCounter.builder(PREFIX + "decision.threads.given.up", executor, DecisionExecutor::givenUp)
                .description("Decision threads that ran on long after a deadline and were replaced")
                .register(registry);
        Gauge.builder(PREFIX + "decision.threads.running.away", executor, DecisionExecutor::givenUpAndRunning)
                .description("Those of them that still run")
                .register(registry);
    }

    void register(CertificateSource certificates) {
        Gauge.builder(
                        PREFIX + "certificate.not.after.seconds",
                        certificates,
                        source -> source.health().notAfter().getEpochSecond())
                .description("When the certificate that is served ends, in seconds since 1970")
                .register(registry);
        reloads(certificates, "ok", CertificateHealth::reloads);
        reloads(certificates, "failed", CertificateHealth::failures);
    }

    private void reloads(CertificateSource certificates, String result, ToDoubleFunction<CertificateHealth> count) {
        FunctionCounter.builder(
                        PREFIX + "certificate.reloads", certificates, source -> count.applyAsDouble(source.health()))
                .tag("result", result)
                .register(registry);
    }
}
