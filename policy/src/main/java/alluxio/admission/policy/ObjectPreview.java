package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.view.ExistingPaths;
import alluxio.admission.policy.InjectionPreview.InjectorMessage;
import alluxio.admission.policy.InjectionPreview.PreviewedPod;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object as it will be after the injection, with what the injector says about it.
 *
 * @param object the submitted tree itself when nothing is injected
 * @param findings the injector's refusals and warnings, with paths in the submitted object
 */
record ObjectPreview(ObjectNode object, List<Finding> findings) {

    /** Makes previews of objects. Immutable. */
    record Previewer(InjectionPreview injection, PolicySettings settings) {

        ObjectPreview preview(ObjectKind kind, ObjectNode object, String namespace, Budget budget) {
            List<String> path = kind.podPath().orElse(List.of());
            if (kind.podPath().isEmpty() || !(at(object, path) instanceof ObjectNode pod)) {
                return new ObjectPreview(object, List.of());
            }
            PreviewedPod previewed = injection.preview(pod, namespace, budget);
            ExistingPaths existing = new ExistingPaths(object, budget);
            // A pod's own warnings were given when it was injected.
            List<InjectorMessage> messages =
                    Iterables.filter(previewed.messages(), message -> message.refused() || kind != ObjectKind.POD);
            List<Finding> findings = Iterables.filter(
                    Iterables.map(messages, message -> finding(message, path, namespace, existing)),
                    finding -> finding.severity() != RuleMode.OFF);
            return new ObjectPreview(previewed.changed() ? replaced(object, path, previewed.pod()) : object, findings);
        }

        private Finding finding(
                InjectorMessage message, List<String> podPath, String namespace, ExistingPaths existing) {
            RuleMode mode = settings.mode(message.rule(), namespace, message.refused() ? RuleMode.DENY : RuleMode.WARN);
            RuleMode severity = message.refused() || mode == RuleMode.OFF ? mode : RuleMode.WARN;
            FieldPath inPod = FieldPath.parse(message.field());
            FieldPath path =
                    existing.cut(FieldPath.parse(String.join(".", podPath)).then(inPod));
            FindingMessage text = new FindingMessage("", "", message.text(), "");
            return new Finding(message.rule(), severity, new FindingLocation(path, ""), text, "");
        }
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
