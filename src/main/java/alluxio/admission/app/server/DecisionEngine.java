package alluxio.admission.app.server;

import alluxio.admission.app.server.DecisionBasis.Inputs;
import alluxio.admission.app.server.ObservedCluster.Observation;
import alluxio.admission.app.validation.ObjectConfirmation;
import alluxio.admission.app.validation.ValidationRules;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.WrittenConfiguration;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.webhook.ComponentHealth;
import alluxio.admission.webhook.review.DecisionLimits;
import alluxio.admission.webhook.review.NotReadyException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by what is in force: a function of the configuration file and of the newest observation of the cluster. When either
 * changes, a new {@link DecisionBasis} takes the place of the old one; each decision uses one basis alone. Thread-safe.
 */
public final class DecisionEngine implements ServerComponent {
    private static final Logger log = LoggerFactory.getLogger(DecisionEngine.class);

    private final ConfigurationReloader configuration;
    private final ObservedCluster cluster;
    private final ValidationRules rules = ValidationRules.load();
    private final InstantSource clock;
    private final ObjectConfirmation confirmation;
    private final SteadyWorkloads workloads = new SteadyWorkloads();
    private final DiscoveryLog discoveryLog = new DiscoveryLog();
    private volatile DecisionBasis basis;
    private volatile String problem = "";

    private DecisionEngine(ConfigurationReloader configuration, ObservedCluster cluster, InstantSource clock) {
        this.configuration = configuration;
        this.cluster = cluster;
        this.clock = clock;
        this.confirmation = new ObjectConfirmation(cluster.live(), System::nanoTime);
        this.basis = DecisionBasis.of(
                new Inputs(configuration.current(), Optional.empty()), ClusterView.NOTHING, null, rules, clock);
    }

    /** Decides by a configuration that never changes, and sees no cluster. */
    public static DecisionEngine fixed(AdmissionConfiguration configuration, InstantSource clock) {
        return start(ConfigurationReloader.fixed(configuration, clock), new NoCluster(), clock);
    }

    /**
     * Decides by a configuration, and by the cluster as far as the configuration says that it is watched. Returns at once; see
     * {@link #componentHealth}.
     *
     * @param configuration and {@code cluster}: the engine closes both
     * @throws alluxio.admission.manifest.input.UnreadableException if the configuration needs a cluster, and there is none
     */
    public static DecisionEngine start(
            ConfigurationReloader configuration, ObservedCluster cluster, InstantSource clock) {
        DecisionEngine engine = new DecisionEngine(configuration, cluster, clock);
        if (configuration.isLoaded()) {
            engine.discoveryLog.changed(engine.basis);
        }
        cluster.observe(configuration.current().discovery());
        cluster.onChange(engine::refresh);
        configuration.onChange(engine::refresh);
        engine.refresh();
        return engine;
    }

    /** Takes into force what the configuration file and the cluster say now. */
    private synchronized void refresh() {
        try {
            WrittenConfiguration written = configuration.current();
            cluster.observe(written.discovery());
            Optional<Observation> observation = written.discovery().isOn() ? cluster.current() : Optional.empty();
            Inputs inputs = new Inputs(written, observation);
            DecisionBasis before = basis;
            if (!inputs.equals(before.inputs())) {
                ClusterView discovered =
                        workloads.steady(inputs.view(), written.discovery().namespaces(), clock.instant());
                DecisionBasis next = DecisionBasis.of(inputs, discovered, before, rules, clock);
                if (before.inputs().observation().isEmpty() && observation.isPresent()) {
                    FirstDecisions.make(next);
                }
                basis = next;
                discoveryLog.changed(next);
            }
            problem = "";
        } catch (RuntimeException | StackOverflowError e) {
            // A bug in discovery must not take the last good basis away.
            problem = "what has changed could not be taken into force: " + e;
            log.error("What has changed could not be taken into force; the last basis of decisions stays", e);
        }
    }

    /**
     * Decides on a pod.
     *
     * @throws NotReadyException if its profile is discovered in a namespace that has not been read yet, or without
     *     a configuration
     */
    public Decision decide(InjectionRequest request, Budget budget) {
        requireConfiguration();
        return basis.decide(request, budget);
    }

    /**
     * Evaluates the rules. A denial that rests on another object is confirmed by a live read, or becomes a warning.
     *
     * @throws NotReadyException as {@link #decide}, about the pods of a template that opts in
     */
    public PolicyResult evaluate(AdmissionRequest request, DecisionLimits limits) {
        requireConfiguration();
        return confirmation.confirmed(basis.judge(request, limits.budget()), limits.time());
    }

    /** Nothing may be decided by a configuration that was not written: it might let pass what the written one refuses. */
    private void requireConfiguration() {
        if (!configuration.isLoaded()) {
            throw new NotReadyException(
                    "the configuration file has errors; /readyz and the log of the server name them");
        }
    }

    /** What decisions would rest on with this configuration, and no cluster. */
    DecisionBasis basisOf(WrittenConfiguration written) {
        return DecisionBasis.of(new Inputs(written, Optional.empty()), ClusterView.NOTHING, null, rules, clock);
    }

    /** What is in force now. */
    DecisionBasis basis() {
        return basis;
    }

    /** Ready once pods that name no profile can be decided on; an observation that has become old does not change that. */
    @Override
    public ComponentHealth componentHealth() {
        return ObservationHealth.of(basis, cluster.status(), problem);
    }

    @Override
    public void register(MeterRegistry registry) {
        ObservationMetrics.register(registry, this::basis, cluster, confirmation);
    }

    /** The heap that what is known of the cluster takes, in bytes, about. */
    long memory() {
        return cluster.memory();
    }

    /** For the server's readiness and metrics. */
    List<ServerComponent> components() {
        List<ServerComponent> components = new ArrayList<>(List.of(configuration, this));
        components.addAll(
                cluster.components(() -> configuration.current().configuration().injection()));
        return components;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
