package alluxio.admission.app.validation;

import alluxio.admission.app.build.BuildProperties;
import alluxio.admission.injector.Injector;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.PolicyEngine;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.policy.SeenObjects;
import alluxio.admission.policy.rules.AllRules;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Predicate;

/** The verdict on objects, the same on the server and on the command line. Thread-safe. */
public final class Validation {
    private final PolicyEngine engine;
    private final SeenObjects seen;
    private final InstantSource clock;

    /**
     * @param namespaceOptsIn whether a namespace has the opt-in label, as far as known
     * @param view the other objects that rules may look at
     * @param clock for the end dates of exemptions
     */
    public Validation(
            AdmissionConfiguration configuration,
            Predicate<String> namespaceOptsIn,
            ClusterView view,
            InstantSource clock) {
        this.engine = new PolicyEngine(
                AllRules.registry(),
                configuration.policy(),
                new InjectorPreview(new Injector(configuration), namespaceOptsIn),
                BuildProperties.load().ruleDocumentation());
        this.seen = engine.seen(view);
        this.clock = clock;
    }

    /** Sees nothing but the reviewed object. */
    public static Validation ofOneObject(AdmissionConfiguration configuration, InstantSource clock) {
        return new Validation(configuration, _ -> false, ClusterView.NOTHING, clock);
    }

    /** Judges with a full budget. */
    public PolicyResult judge(AdmissionRequest review) {
        return judge(review, Budget.ofDecision());
    }

    /** Judges within the budget of a decision. */
    public PolicyResult judge(AdmissionRequest review, Budget budget) {
        return engine.evaluate(review, seen, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), budget);
    }
}
