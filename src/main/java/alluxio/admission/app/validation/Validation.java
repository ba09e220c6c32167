package alluxio.admission.app.validation;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.PolicyEngine;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.policy.SeenObjects;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The verdict on objects, the same on the server and on the command line. Thread-safe. */
public final class Validation {
    private final PolicyEngine engine;
    private final Supplier<SeenObjects> source;
    private final InstantSource clock;
    private volatile @Nullable SeenObjects seen;

    private Validation(PolicyEngine engine, Supplier<SeenObjects> source, InstantSource clock) {
        this.engine = engine;
        this.source = source;
        this.clock = clock;
    }

    /**
     * Judges the documents of one input.
     *
     * @param namespaceOptsIn whether a namespace has the opt-in label, as far as known
     * @param view the other documents, which rules may look at
     * @param applied the cluster with these documents, which the injector may look at
     * @param clock for the end dates of exemptions
     */
    public static Validation ofInput(
            AdmissionConfiguration configuration,
            Predicate<String> namespaceOptsIn,
            ClusterView view,
            ClusterView applied,
            InstantSource clock) {
        Injector injector = Injector.withoutExplanations(configuration);
        PolicyEngine engine = ValidationRules.load()
                .engine(
                        configuration.policy(),
                        new InjectorPreview(
                                (request, budget) -> injector.decide(request, applied, budget), namespaceOptsIn));
        return new Validation(engine, () -> engine.seen(view), clock);
    }

    /** Sees nothing but the reviewed object. */
    public static Validation ofOneObject(AdmissionConfiguration configuration, InstantSource clock) {
        return ofInput(configuration, _ -> false, ClusterView.NOTHING, ClusterView.NOTHING, clock);
    }

    /**
     * Judges what is applied to a live cluster.
     *
     * @param injection decides on the pods of templates
     * @param view the cluster at one time; its namespaces' labels opt their pods in
     * @param clock for the end dates of exemptions
     */
    public static Validation inCluster(
            ValidationRules rules,
            PolicySettings settings,
            BiFunction<InjectionRequest, Budget, Decision> injection,
            ClusterView view,
            InstantSource clock) {
        PolicyEngine engine = rules.engine(settings, new InjectorPreview(injection, new NamespaceLabels(view)));
        return new Validation(engine, () -> engine.seenInCluster(view), clock);
    }

    /** Judges with a full budget. */
    public PolicyResult judge(AdmissionRequest review) {
        return judge(review, Budget.ofDecision());
    }

    /** Judges within the budget of a decision. */
    public PolicyResult judge(AdmissionRequest review, Budget budget) {
        return engine.evaluate(review, seen(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), budget);
    }

    /** Made when it is first needed: many snapshots are replaced before any object is judged with them. */
    private SeenObjects seen() {
        SeenObjects known = seen;
        if (known == null) {
            known = source.get();
            seen = known;
        }
        return known;
    }
}
