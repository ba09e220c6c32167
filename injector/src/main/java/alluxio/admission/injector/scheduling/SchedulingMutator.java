package alluxio.admission.injector.scheduling;

import alluxio.admission.injector.explain.Explanation.InjectionOutcome;
import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.placement.ChosenNode;
import alluxio.admission.injector.placement.WorkerAffinityTerm;
import alluxio.admission.injector.placement.WorkerNodes;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.NodeSelectorTerms;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps clients on nodes that can have a worker: the profile's requirements are added to the node affinity ({@link
 * NodeAffinityWriter}).
 *
 * <p>If the profile requires nothing, workers run on all nodes. {@code auto} then adds nothing; {@code required} is refused, since
 * it asks for a guarantee that cannot be given.
 *
 * <p>A pod whose node is already chosen is not changed. With {@code nodeName} the scheduler does not run, but the kubelet checks the
 * affinity and fails a pod that does not match. The DaemonSet controller pins each pod to its node and drops the template's terms,
 * so terms added to the pod could only keep it Pending; its template can be injected.
 *
 * <p>Workers that are no DaemonSet are only where a scheduler put them: a pod with a directory of the node gets pod affinity to them
 * ({@link PodAffinityWriter}).
 *
 * <p>{@link TaintWarnings} is about taints, which keep workers off a node, too.
 */
public final class SchedulingMutator implements Mutator {
    private static final String CODE = "scheduling";

    @Override
    public boolean mutate(Injection injection) {
        ExplanationBuilder explanation = injection.report().explanation();
        SchedulingSettings scheduling = injection.profile().scheduling();
        if (explanation.isWanted()) {
            explainValues(explanation, scheduling);
        }
        InjectionReport.ReportPosition start = injection.report().position();
        Optional<String> skipReason = skipReason(injection, scheduling);
        if (skipReason.isPresent()) {
            boolean refused = !injection.report().refusalsSince(start).isEmpty();
            explanation.scheduling(refused ? InjectionOutcome.REFUSED : InjectionOutcome.SKIPPED, skipReason.get());
            return false;
        }
        warnOfContradictions(injection, scheduling.requirements());
        if (!scheduling.requirements().isEmpty()) {
            new NodeAffinityWriter(injection, scheduling.requirements()).require();
        }
        if (scheduling.workerPods().isPresent() && isBesideWorkers(injection)) {
            PodAffinityWriter.require(
                    injection, WorkerAffinityTerm.of(scheduling.workerPods().get()));
        }
        if (explanation.isWanted()) {
            explanation.scheduling(
                    InjectionOutcome.APPLIED,
                    "profile \"" + injection.profile().name() + "\" says which nodes can have a worker");
        }
        return true;
    }

    private static void explainValues(ExplanationBuilder explanation, SchedulingSettings scheduling) {
        for (LabelRequirement requirement : scheduling.requirements()) {
            explanation.schedulingValue("node", requirement.toString(), ValueOrigin.PROFILE, "scheduling");
        }
        scheduling
                .workerPods()
                .ifPresent(pods -> explanation.schedulingValue(
                        "pods", WorkerNodes.describe(pods), ValueOrigin.PROFILE, "scheduling.workerPods"));
    }

    /** A client that only reads over the network need not be on the node of one of the workers. */
    private static boolean isBesideWorkers(Injection injection) {
        return injection.directories().areUsed()
                || injection.settings().scheduling().mode() == SchedulingMode.REQUIRED;
    }

    /** Why the pod is not changed; what the user should know is also in the report. */
    private static Optional<String> skipReason(Injection injection, SchedulingSettings scheduling) {
        SchedulingMode mode = injection.settings().scheduling().mode();
        if (mode == SchedulingMode.NONE) {
            return Optional.of("scheduling is \"none\"");
        }
        if (injection.clients().isEmpty()) {
            return Optional.of(noClients(injection));
        }
        if (injection.containers().worker().isPresent()
                && !injection.directories().areUsed()) {
            return Optional.of("a worker runs in the pod itself");
        }
        if (scheduling.requirements().isEmpty() && scheduling.workerPods().isEmpty()) {
            return Optional.of(
                    mode == SchedulingMode.REQUIRED
                            ? refuseRequired(injection)
                            : "profile \"" + injection.profile().name()
                                    + "\" has no node requirements: every node can have a worker");
        }
        Optional<ChosenNode> chosen = injection.directories().placement().chosen();
        if (chosen.isPresent()) {
            return Optional.of(reportChosen(injection, chosen.get()));
        }
        return scheduling.requirements().isEmpty() && !isBesideWorkers(injection)
                ? Optional.of("no directory of the node is injected, so the pod need not be beside a worker")
                : Optional.empty();
    }

    private static String reportChosen(Injection injection, ChosenNode chosen) {
        String message = "the pod is not kept on nodes that can have a worker: " + chosen.reason()
                + (chosen.reason().startsWith("nodeName")
                        ? ""
                        : "; to keep its pods on such nodes, add node affinity to the template, as the command inject does");
        if (injection.settings().scheduling().mode() == SchedulingMode.REQUIRED) {
            injection.report().warn(CODE, message);
        } else {
            injection.report().inform(CODE, message);
        }
        return message;
    }

    private static String noClients(Injection injection) {
        String problem = "the pod has no container that is a client";
        if (injection.settings().scheduling().fromPod()) {
            injection
                    .report()
                    .warn(CODE, "annotation " + Keys.SCHEDULING + " has no effect: " + problem + "; remove it");
        }
        return problem;
    }

    private static String refuseRequired(Injection injection) {
        String message = "scheduling is \"required\", but profile \""
                + injection.profile().name()
                + "\" does not say which nodes can have a worker; add scheduling.nodeSelector, scheduling.affinity or "
                + "scheduling.workerPods to the profile, as its workers have them, or set " + Keys.SCHEDULING
                + ": auto";
        injection.report().refuse("inject-scheduling", "metadata.annotations[" + Keys.SCHEDULING + "]", message);
        return message;
    }

    /** Warns only if no node can match, which the pod alone shows. */
    private static void warnOfContradictions(Injection injection, List<LabelRequirement> requirements) {
        ObjectNode spec = injection.spec().node();
        for (LabelRequirement requirement : requirements) {
            Optional<String> contradiction = NodeSelectorTerms.contradiction(spec, requirement);
            if (contradiction.isPresent()) {
                injection
                        .report()
                        .warn(
                                "scheduling-contradiction",
                                "profile \"" + injection.profile().name() + "\" has workers on nodes with \""
                                        + requirement + "\" only, but the pod's " + contradiction.get()
                                        + ": no node matches both, so the pod will stay Pending; change that, or to read from other "
                                        + "nodes set " + Keys.SCHEDULING + ": none");
            }
        }
    }
}
