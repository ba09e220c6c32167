package alluxio.admission.app.server;

import alluxio.admission.app.server.ObservedCluster.Observation;
import alluxio.admission.app.validation.Validation;
import alluxio.admission.app.validation.ValidationRules;
import alluxio.admission.discovery.CompletedConfiguration;
import alluxio.admission.discovery.ConfigurationCompletion;
import alluxio.admission.discovery.Discovery;
import alluxio.admission.discovery.DiscoveryResult;
import alluxio.admission.injector.Decision;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Note;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.configuration.WrittenConfiguration;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.policy.PolicyResult;
import alluxio.admission.webhook.review.NotReadyException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a decision rests on: one configuration file and one observation of the cluster, and what follows from both. A decision
 * uses one basis from its beginning to its end. Immutable.
 */
final class DecisionBasis {

    /** The code of the injector's note about a pod of another replica. */
    private static final String RETAINED = "injection-retained";

    /** What does not follow from anything else. */
    record Inputs(WrittenConfiguration written, Optional<Observation> observation) {
        ClusterView view() {
            return observation.map(Observation::view).orElse(ClusterView.NOTHING);
        }

        AwaitedDiscovery awaited() {
            Set<String> namespaces = new HashSet<>(written.discovery().namespaces());
            observation.ifPresent(seen -> namespaces.removeAll(seen.namespaces()));
            return new AwaitedDiscovery(written, namespaces);
        }
    }

    private final Inputs inputs;
    private final DiscoveryResult found;
    private final CompletedConfiguration completed;
    private final AwaitedDiscovery awaited;
    private final Injector injector;
    private final Validation validation;

    private DecisionBasis(
            Inputs inputs,
            DiscoveryResult found,
            @Nullable DecisionBasis before,
            ValidationRules rules,
            InstantSource clock) {
        this.inputs = inputs;
        this.found = found;
        this.completed = ConfigurationCompletion.complete(inputs.written(), found);
        this.awaited = inputs.awaited();
        this.injector = before != null && before.completed.configuration().equals(completed.configuration())
                ? before.injector
                : Injector.withoutExplanations(completed.configuration());
        this.validation =
                Validation.inCluster(rules, completed.configuration().policy(), this::decide, inputs.view(), clock);
    }

    /**
     * Works out what follows from the inputs.
     *
     * @param discovered what discovery looks at
     * @param before what is the same in it is used again
     */
    static DecisionBasis of(
            Inputs inputs,
            ClusterView discovered,
            @Nullable DecisionBasis before,
            ValidationRules rules,
            InstantSource clock) {
        DiscoveryResult found = inputs.observation()
                .map(_ -> new Discovery(inputs.written().discovery()).discover(discovered))
                .orElse(DiscoveryResult.NOTHING);
        return new DecisionBasis(inputs, found, before, rules, clock);
    }

    Inputs inputs() {
        return inputs;
    }

    /** What was discovered, and what was left out. */
    DiscoveryResult found() {
        return found;
    }

    CompletedConfiguration completed() {
        return completed;
    }

    AwaitedDiscovery awaited() {
        return awaited;
    }

    /** @throws NotReadyException if the pod's profile is discovered in a namespace that has not been read yet */
    Decision decide(InjectionRequest request, Budget budget) {
        Decision decision = injector.decide(request, inputs.view(), budget);
        if (!(decision instanceof Decision.NotOptedIn) && !isSettled(decision)) {
            awaited.reason(request).ifPresent(reason -> {
                throw new NotReadyException(reason);
            });
        }
        return decision;
    }

    /** Whether the pod stays as another replica has injected it, which has seen the cluster. */
    private static boolean isSettled(Decision decision) {
        if (decision instanceof Decision.Injected injected) {
            for (Note note : injected.notes()) {
                if (note.code().equals(RETAINED)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** @throws NotReadyException as {@link #decide}, about the pods of a template that opts in */
    PolicyResult judge(AdmissionRequest request, Budget budget) {
        return validation.judge(request, budget);
    }
}
