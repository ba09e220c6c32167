package alluxio.admission.cluster.check.before;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.ObjectFacts;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.model.kube.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Whether other webhooks must answer before the servers can be created: an outage of theirs is one of this webhook. */
public final class ConflictsCheck extends BeforeCheck {

    public ConflictsCheck(PlannedInstallation plan) {
        super("conflicts", "other webhooks", plan);
    }

    @Override
    CheckResult check(CheckedCluster cluster) {
        ObjectFacts objects = cluster.objects();
        List<String> unseen = objects.listing(ReadableKind.MUTATING_WEBHOOKS).problems();
        if (!unseen.isEmpty()) {
            return info().skipped(unseen.getFirst());
        }
        List<String> blocking = new ArrayList<>();
        for (ObjectNode configuration : objects.all(ReadableKind.MUTATING_WEBHOOKS)) {
            boolean blocks = !Installation.isWebhookOf(configuration)
                    && configuration
                            .path("webhooks")
                            .valueStream()
                            .anyMatch(hook ->
                                    !JsonNodes.text(hook, "failurePolicy").equals("Ignore")
                                            && hook.path("namespaceSelector").isEmpty()
                                            && hook.path("objectSelector").isEmpty()
                                            && hook.path("rules")
                                                    .valueStream()
                                                    .anyMatch(rule -> JsonNodes.strings(rule.path("resources"))
                                                                    .contains("pods")
                                                            || JsonNodes.strings(rule.path("resources"))
                                                                    .contains("*")));
            if (blocks) {
                blocking.add(ObjectNames.withKind(configuration));
            }
        }
        return blocking.isEmpty()
                ? info().ok("none in the way")
                : info().warning(
                                String.join(", ", blocking)
                                        + " must answer before any pod is created, those of this webhook too",
                                "leave namespace " + plan().namespace() + " out in its namespaceSelector");
    }
}
