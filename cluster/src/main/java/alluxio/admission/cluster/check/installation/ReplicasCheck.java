package alluxio.admission.cluster.check.installation;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.PodState;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the servers are ready. */
public final class ReplicasCheck extends InstallationCheck {
    private static final List<String> REASONS = List.of("why", "problem", "reason");

    public ReplicasCheck() {
        super("replicas", "replicas");
    }

    @Override
    CheckResult check(Installation installation, ClusterFacts facts) {
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
        List<String> waiting = ReplicaDetails.of(installation, facts).stream()
                .filter(replica -> !PodState.isReady(replica.pod()))
                .map(ReplicasCheck::describe)
                .toList();
        String hint = "kubectl -n " + installation.namespace() + " describe pods -l app.kubernetes.io/component=server";
        return (ready == 0
                        ? info().failed(seen + ", so pods are created without Alluxio", hint)
                        : info().warning(seen, hint))
                .with(waiting);
    }

    private static String describe(ReplicaDetails replica) {
        String waits = PodState.waitingReason(replica.pod());
        return replica.name() + ": " + (waits.isEmpty() ? component(replica) : waits);
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
