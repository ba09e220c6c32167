package alluxio.admission.cluster.check.installation;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.ObjectFacts;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.model.kube.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether other webhooks are in the way: one that must answer before a server of the installation can start, or one that adds
 * containers after the webhook has been called for the last time.
 */
public final class OtherWebhooksCheck extends InstallationCheck {

    public OtherWebhooksCheck() {
        super("other-webhooks", "other webhooks");
    }

    @Override
    CheckResult check(Installation installation, CheckedCluster cluster) {
        ClusterFacts facts = cluster.facts();
        ObjectFacts objects = facts.objects();
        List<String> unseen = objects.listing(ReadableKind.MUTATING_WEBHOOKS).problems();
        if (!unseen.isEmpty()) {
            return info().skipped(unseen.getFirst());
        }
        List<ObjectNode> others = objects.all(ReadableKind.MUTATING_WEBHOOKS).stream()
                .filter(configuration -> !Installation.isWebhookOf(configuration))
                .toList();
        List<String> blocking = new ArrayList<>();
        List<String> later = new ArrayList<>();
        Map<String, String> namespace = objects.namespaceLabels(installation.namespace());
        for (ObjectNode other : others) {
            if (other.path("webhooks").valueStream().anyMatch(hook -> blocks(hook, namespace))) {
                blocking.add(ObjectNames.withKind(other));
            }
            if (other.path("webhooks").valueStream().anyMatch(OtherWebhooksCheck::seesPods)
                    && runsAfter(other, installation)) {
                later.add(ObjectNames.withKind(other));
            }
        }
        if (!blocking.isEmpty()) {
            return info().warning(
                            String.join(", ", blocking) + " must answer before a server can start in "
                                    + installation.namespace() + ": an outage of it is one of this webhook",
                            "leave the namespace out in its namespaceSelector");
        }
        if (!later.isEmpty()) {
            return info().warning(
                            String.join(", ", later)
                                    + " runs after this webhook: containers that it adds get no Alluxio",
                            "set the chart value mutation.reinvocationPolicy to IfNeeded");
        }
        return info().ok(others.isEmpty() ? "none" : others.size() + ", none in the way");
    }

    private static boolean blocks(JsonNode hook, Map<String, String> namespace) {
        return !JsonNodes.text(hook, "failurePolicy").equals("Ignore")
                && seesPods(hook)
                && hook.path("objectSelector").isEmpty()
                && !namespace.isEmpty()
                && WebhookReach.selects(hook.path("namespaceSelector"), namespace);
    }

    /** API servers call mutating webhooks in the order of their configurations' names, and reinvoke those that ask for it. */
    private static boolean runsAfter(ObjectNode other, Installation installation) {
        return installation
                .mutating()
                .filter(ours -> ObjectNames.name(other).compareTo(ObjectNames.name(ours)) > 0)
                .stream()
                .flatMap(ours -> ours.path("webhooks").valueStream())
                .anyMatch(hook -> !JsonNodes.text(hook, "reinvocationPolicy").equals("IfNeeded"));
    }

    private static boolean seesPods(JsonNode hook) {
        return hook.path("rules")
                .valueStream()
                .anyMatch(rule -> has(rule, "operations", "CREATE") && has(rule, "resources", "pods"));
    }

    private static boolean has(JsonNode rule, String list, String item) {
        List<String> items = JsonNodes.strings(rule.path(list));
        return items.contains(item) || items.contains("*") || items.contains("*/*");
    }
}
