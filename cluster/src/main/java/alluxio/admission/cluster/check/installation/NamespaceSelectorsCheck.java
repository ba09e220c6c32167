package alluxio.admission.cluster.check.installation;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.injector.keys.KnownKeys;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Whether the pods of all namespaces that opted in reach the webhook. */
public final class NamespaceSelectorsCheck extends InstallationCheck {

    public NamespaceSelectorsCheck() {
        super("namespace-selectors", "namespaces");
    }

    /** Only keys that are like the right one: any other may be another product's. */
    private static List<String> misspelt(ObjectNode namespace) {
        return ObjectNames.labels(namespace).keySet().stream()
                .filter(key -> key.startsWith(Keys.PREFIX) && !Keys.ALL.contains(key))
                .filter(key -> KnownKeys.nearest(key, Keys.POD_LABELS).isPresent())
                .map(key -> ObjectNames.name(namespace) + " has the label " + Excerpt.of(key) + ", which "
                        + KnownKeys.unknown(key, Keys.POD_LABELS))
                .toList();
    }

    @Override
    CheckResult check(Installation installation, ClusterFacts facts) {
        List<String> unseen = facts.objects().listing(ReadableKind.NAMESPACE).problems();
        if (!unseen.isEmpty()) {
            return info().skipped(unseen.getFirst());
        }
        List<String> wrong = new ArrayList<>();
        int optedIn = 0;
        for (ObjectNode namespace : facts.objects().all(ReadableKind.NAMESPACE)) {
            String label = ObjectNames.labels(namespace).getOrDefault(Keys.INJECT, "");
            String name = ObjectNames.name(namespace);
            if (label.equals("true")) {
                optedIn++;
                if (!WebhookReach.reaches(installation, ObjectNames.labels(namespace))) {
                    wrong.add(name + " has the label " + Keys.INJECT + ", but the webhook leaves this namespace out");
                }
            } else if (!label.isEmpty() && !label.equals("false")) {
                wrong.add(name + " has the label " + Keys.INJECT + ": \"" + label
                        + "\", which means nothing; allowed: \"true\", \"false\"");
            }
            wrong.addAll(misspelt(namespace));
        }
        return wrong.isEmpty()
                ? info().ok(optedIn == 0 ? "none opted in as a whole" : optedIn + " opted in, none left out")
                : info().warning(
                                wrong.getFirst(),
                                "correct the label, or take the namespace out of the chart value "
                                        + "namespaceSelector.excluded")
                        .with(wrong.subList(1, wrong.size()));
    }
}
