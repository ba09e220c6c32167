package alluxio.admission.injector.scheduling;

import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.explain.Explanation.InjectionOutcome;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.NodeSelectorTerms;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps clients on nodes that can have a worker: the profile's requirements become {@link NodeAffinityWriter}.
 *
 * <p>Where the profile requires nothing, workers run everywhere. {@code auto} then adds nothing; {@code required} is
 * refused, because who writes it expects a guarantee, and nothing here could give one.
 *
 * <p>A pod whose node is chosen already is left alone: with {@code nodeName} no scheduler looks at the affinity, but the
 * kubelet does, and ends a pod that does not fit. A DaemonSet's controller pins each pod to its node and drops the
 * template's terms; what we added to the pod could only keep it Pending. Its template can be injected.
 *
 * <p>{@link TaintWarnings} keep a worker off a node, too.
 */
public final class SchedulingMutator implements Mutator {
    private static final String CODE = "scheduling";

    @Override
    public boolean mutate(Injection injection) {
        ExplanationBuilder explanation = injection.report().explanation();
        List<LabelRequirement> requirements = injection.profile().scheduling().requirements();
        for (LabelRequirement requirement : requirements) {
            explanation.schedulingValue("node", requirement.toString(), ValueOrigin.PROFILE, "scheduling");
        }
        InjectionReport.ReportPosition before = injection.report().position();
        Optional<String> whyNot = whyNot(injection, requirements);
        if (whyNot.isPresent()) {
            boolean refused = !injection.report().refusalsSince(before).isEmpty();
            explanation.scheduling(refused ? InjectionOutcome.REFUSED : InjectionOutcome.SKIPPED, whyNot.get());
            return false;
        }
        warnOfContradictions(injection, requirements);
        new NodeAffinityWriter(injection, requirements).require();
        explanation.scheduling(
                InjectionOutcome.APPLIED, "profile \"" + injection.profile().name() + "\" says which nodes can have a worker");
        return true;
    }

    /** Why the pod is left as it is; what the user must hear of is in the report, too. */
    private static Optional<String> whyNot(Injection injection, List<LabelRequirement> requirements) {
        SchedulingMode mode = injection.settings().scheduling().mode();
        if (mode == SchedulingMode.NONE) {
            return Optional.of("scheduling is \"none\"");
        }
        if (injection.clients().isEmpty()) {
            return Optional.of(notForIt(injection));
        }
        if (requirements.isEmpty()) {
            return Optional.of(
                    mode == SchedulingMode.REQUIRED
                            ? refuse(injection)
                            : "profile \"" + injection.profile().name()
                                    + "\" requires nothing of nodes: every node can have a worker");
        }
        return chosenNode(injection.patch().root(), injection.spec()).map(chosen -> {
            String message = "the pod is not kept on nodes that can have a worker: " + chosen;
            if (mode == SchedulingMode.REQUIRED) {
                injection.report().warn(CODE, message);
            } else {
                injection.report().inform(CODE, message);
            }
            return message;
        });
    }

    private static String notForIt(Injection injection) {
        String problem = "the pod has no container that is a client";
        if (injection.settings().scheduling().fromPod()) {
            injection.report().warn(CODE, "annotation " + Keys.SCHEDULING + " has no effect: " + problem);
        }
        return problem;
    }

    private static String refuse(Injection injection) {
        String message = "scheduling is \"required\", but profile \""
                + injection.profile().name()
                + "\" does not say which nodes can have a worker; add scheduling.nodeSelector or "
                + "scheduling.affinity to the profile, as its workers have them, or set " + Keys.SCHEDULING + ": auto";
        injection.report().refuse("inject-scheduling", "metadata.annotations[" + Keys.SCHEDULING + "]", message);
        return message;
    }

    /** Why the scheduler has nothing to choose. */
    private static Optional<String> chosenNode(PodElement pod, PodElement spec) {
        if (!spec.text("nodeName").isEmpty()) {
            return Optional.of("nodeName has chosen " + spec.text("nodeName"));
        }
        boolean daemon = pod.node()
                .path("metadata")
                .path("ownerReferences")
                .valueStream()
                .anyMatch(owner -> owner.path("kind").stringValue("").equals("DaemonSet")
                        && owner.path("controller").booleanValue(false));
        boolean pinned = NodeSelectorTerms.terms(spec.node())
                .valueStream()
                .anyMatch(term -> !term.path("matchFields").isEmpty());
        return daemon || pinned
                ? Optional.of("its controller has chosen the node; put node affinity into the template, as inject does")
                : Optional.empty();
    }

    /** Only where no node is left at all, which is plain from the pod alone. */
    private static void warnOfContradictions(Injection injection, List<LabelRequirement> requirements) {
        ObjectNode spec = injection.spec().node();
        for (LabelRequirement requirement : requirements) {
            NodeSelectorTerms.contradiction(spec.path("nodeSelector"), NodeSelectorTerms.terms(spec), requirement)
                    .ifPresent(theirs -> injection
                            .report()
                            .warn(
                                    "scheduling-contradiction",
                                    "profile \"" + injection.profile().name() + "\" has workers on nodes with \""
                                            + requirement + "\" only, but the pod's " + theirs
                                            + ": no node is left for it, and it will stay Pending; change that, or set "
                                            + Keys.SCHEDULING + ": none to read from other nodes"));
        }
    }
}
