package alluxio.admission.policy.rules.cluster;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.Keys;
import alluxio.admission.model.kube.NodeSelectorTerms;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.Pod;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.PodPlacement;
import alluxio.admission.policy.PodPlacement.NodeFit;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.SeenNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * At least one node can have the pods.
 *
 * <p><b>Restricted fields:</b> {@code nodeSelector}, the required node affinity and {@code tolerations} of Alluxio's pods, and
 * of pods with the label {@code alluxio.io/inject: "true"} after injection, where all Nodes are seen.
 *
 * <p><b>Allowed values:</b> what at least one Node fits, whose taints of effect NoSchedule or NoExecute are tolerated. Taints
 * that Kubernetes sets itself ({@code node.kubernetes.io/…}: not ready, unschedulable) do not count, nor do resources. A
 * pod with {@code nodeName} is not judged. It is a warning, since nodes may be added.
 *
 * <p><b>Why:</b> the pods stay Pending. A client that is kept on the nodes of its workers, with a nodeSelector of its own for
 * others, waits forever.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: nodes, and labels of nodes, may be added later.
 *
 * <p><b>Source:</b> Kubernetes' scheduler: the plugins {@code NodeAffinity} and {@code TaintToleration}.
 */
public final class NoNodeFits implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "no-node-fits", "No node of this cluster can have such a pod: it stays Pending.")
            .forAnyRelease("the scheduler compares the pod with the nodes, whatever runs in it");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        object.alluxioPod()
                .filter(pod -> !pod.spec().at("nodeName").exists())
                .ifPresent(pod -> check(object, pod, findings));
    }

    private static void check(ReviewedObject object, Pod pod, Findings findings) {
        PodPlacement placement = PodPlacement.of(pod);
        List<SeenNode> nodes = object.nodes();
        if (nodes.isEmpty() || placement.isTooLarge()) {
            if (placement.isRestricted()) {
                findings.notJudged(nodes.isEmpty() ? "Nodes" : "which node fits so many requirements");
            }
            return;
        }
        Map<NodeFit, Integer> counts = new EnumMap<>(NodeFit.class);
        SortedSet<String> taints = new TreeSet<>();
        for (SeenNode node : nodes) {
            object.root().budget().spend(placement.size() + node.taints().size());
            NodeFit fit = placement.fit(node);
            if (fit == NodeFit.FITS) {
                return;
            }
            counts.merge(fit, 1, Integer::sum);
            if (fit == NodeFit.TAINTED) {
                Iterables.forEach(
                        node.taints(), taint -> !placement.tolerates(taint), taint -> taints.add(taint.toString()));
            }
        }
        report(pod, placement, nodes.size(), counts, List.copyOf(taints), findings);
    }

    private static void report(
            Pod pod,
            PodPlacement placement,
            int nodes,
            Map<NodeFit, Integer> counts,
            List<String> taints,
            Findings findings) {
        String reasons = counts.entrySet().stream()
                .map(count -> reason(count.getKey(), count.getValue(), taints))
                .collect(Collectors.joining(", "));
        Field spec = pod.spec();
        boolean isInjected = Iterables.none(pod.containers(), c -> c.role().isPresent());
        if (counts.containsKey(NodeFit.TAINTED)) {
            findings.at(spec.at("tolerations"))
                    .found(reasons)
                    .wanted("a node that can have the pods, of " + nodes)
                    .fix("add a toleration for " + MessageText.cut(taints.getFirst()));
        } else if (counts.containsKey(NodeFit.OTHER_AFFINITY)) {
            findings.at(spec.at(
                            NodeSelectorTerms.AFFINITY, NodeSelectorTerms.NODE_AFFINITY, NodeSelectorTerms.REQUIRED))
                    .found(reasons)
                    .wanted("a node that can have the pods, of " + nodes)
                    .fix("change the required node affinity, or label a node as it asks for"
                            + (isInjected ? "; annotation " + Keys.SCHEDULING + ": none adds none" : ""));
        } else {
            String label = placement.nodeSelector().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .sorted()
                    .findFirst()
                    .orElse("");
            findings.at(spec.at("nodeSelector"))
                    .found(reasons)
                    .wanted("a node that can have the pods, of " + nodes)
                    .fix("change nodeSelector, or label nodes: kubectl label node <name> " + MessageText.cut(label));
        }
    }

    private static String reason(NodeFit fit, int nodes, List<String> taints) {
        String count = nodes == 1 ? "1 node" : nodes + " nodes";
        return switch (fit) {
            case OTHER_LABELS -> count + " without the labels of nodeSelector";
            case OTHER_AFFINITY -> count + " that the required node affinity excludes";
            case TAINTED -> count + " with taints that are not tolerated: " + MessageText.list(taints);
            case FITS -> count;
        };
    }
}
