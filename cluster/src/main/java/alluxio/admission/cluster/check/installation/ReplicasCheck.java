package alluxio.admission.cluster.check.installation;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.PodState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the servers are ready. */
public final class ReplicasCheck extends InstallationCheck {
    /** What the kubelet says while it has no image to start. */
    private static final Set<String> WITHOUT_IMAGE =
            Set.of("ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull", "InvalidImageName");

    private static final List<String> REASONS = List.of("why", "problem", "reason");

    public ReplicasCheck() {
        super("replicas", "replicas");
    }

    @Override
    CheckResult check(Installation installation, CheckedCluster cluster) {
        ClusterFacts facts = cluster.facts();
        if (installation.deployment().isEmpty()) {
            return facts.objects().isComplete("Deployment", installation.namespace())
                    ? info().failed(
                                    "there is no Deployment " + installation.namespace() + "/" + installation.service(),
                                    "upgrade the release, which creates it again: helm upgrade --install")
                    : info().skipped("Deployments in " + installation.namespace() + " are not seen");
        }
        ObjectNode deployment = installation.deployment().get();
        int desired = deployment.path("spec").path("replicas").intValue(1);
        int ready = deployment.path("status").path("readyReplicas").intValue(0);
        String seen = ready + " of " + desired + " ready";
        if (ready >= desired && desired > 0) {
            return info().ok(seen);
        }
        List<ReplicaDetails> waiting = ReplicaDetails.of(installation, facts).stream()
                .filter(replica -> !PodState.isReady(replica.pod()))
                .toList();
        String hint = hint(installation, waiting);
        return (ready == 0
                        ? info().failed(seen + ", so pods are created without Alluxio", hint)
                        : info().warning(seen, hint))
                .with(waiting.stream().map(ReplicasCheck::describe).toList());
    }

    private static String describe(ReplicaDetails replica) {
        String waits = PodState.waitingReason(replica.pod());
        return replica.name() + ": "
                + (waits.isEmpty()
                        ? component(replica)
                        : waits
                                + (isWithoutImage(replica)
                                        ? ": image " + ServerVersionsCheck.image(replica.pod())
                                        : ""));
    }

    private static boolean isWithoutImage(ReplicaDetails replica) {
        return WITHOUT_IMAGE.contains(PodState.waitingReason(replica.pod()));
    }

    /** Of one pod, since kubectl leaves Events out where it describes several. */
    private static String hint(Installation installation, List<ReplicaDetails> waiting) {
        String describe = "kubectl -n " + installation.namespace() + " describe ";
        if (waiting.isEmpty()) {
            return describe + "replicasets says why there are no pods";
        }
        return waiting.stream().anyMatch(ReplicasCheck::isWithoutImage)
                ? "the image is not on the node and in no registry that the node reaches: import or push it "
                        + "(docs/install.md#the-image)"
                : describe + "pod " + waiting.getFirst().name();
    }

    /** The first component that is not ready, in the server's own words. */
    private static String component(ReplicaDetails replica) {
        return replica.answer().json().stream()
                .flatMap(JsonNode::propertyStream)
                .filter(part -> part.getValue().path("ready").isBoolean()
                        && !part.getValue().path("ready").booleanValue())
                .findFirst()
                .map(part -> part.getKey() + reason(replica.details(part.getKey())))
                .orElse(
                        replica.answer().problem().isEmpty()
                                ? "not ready"
                                : replica.answer().problem());
    }

    private static String reason(Map<String, String> details) {
        return REASONS.stream()
                .map(key -> details.getOrDefault(key, ""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> ": " + text)
                .orElse(" is not ready");
    }
}
