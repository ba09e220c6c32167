package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.policy.Completion.Remark;
import alluxio.admission.policy.view.ExistingPaths;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Completes the pod of any object, and says as findings what the injector has to say. */
final class Completer {
    /** @param object as it will be; the submitted tree itself when nothing changes */
    record Completed(ObjectNode object, List<Finding> findings) {}

    private final Completion completion;
    private final PolicySettings settings;

    Completer(Completion completion, PolicySettings settings) {
        this.completion = completion;
        this.settings = settings;
    }

    Completed complete(Kind kind, ObjectNode object, String namespace, Budget budget) {
        List<String> path = kind.podPath().orElse(List.of());
        if (kind.podPath().isEmpty() || !(at(object, path) instanceof ObjectNode pod)) {
            return new Completed(object, List.of());
        }
        Completion.Completed completed = completion.complete(pod, namespace, budget);
        ExistingPaths existing = new ExistingPaths(object, budget);
        List<Finding> findings = completed.remarks().stream()
                // A pod's own warnings were given when it was injected.
                .filter(remark -> remark.refused() || kind != Kind.POD)
                .map(remark -> finding(remark, path, namespace, existing))
                .filter(finding -> finding.severity() != RuleMode.OFF)
                .toList();
        return new Completed(completed.changed() ? replaced(object, path, completed.pod()) : object, findings);
    }

    private Finding finding(Remark remark, List<String> podPath, String namespace, ExistingPaths existing) {
        RuleMode mode = settings.mode(remark.rule(), namespace, remark.refused() ? RuleMode.DENY : RuleMode.WARN);
        FieldPath path = existing.cut(FieldPath.parse(String.join(".", podPath)).then(FieldPath.parse(remark.field())));
        return new Finding(
                remark.rule(),
                remark.refused() ? mode : mode == RuleMode.OFF ? mode : RuleMode.WARN,
                path,
                "",
                "",
                "",
                remark.message(),
                "",
                "");
    }

    private static JsonNode at(ObjectNode object, List<String> path) {
        JsonNode node = object;
        for (String name : path) {
            node = node.path(name);
        }
        return node;
    }

    private static ObjectNode replaced(ObjectNode object, List<String> path, ObjectNode pod) {
        if (path.isEmpty()) {
            return pod;
        }
        ObjectNode copy = object.deepCopy();
        ObjectNode parent = (ObjectNode) at(copy, path.subList(0, path.size() - 1));
        parent.set(path.getLast(), pod);
        return copy;
    }
}
