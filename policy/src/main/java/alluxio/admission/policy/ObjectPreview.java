package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.RuleMode;
import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.view.ExistingPaths;
import alluxio.admission.policy.InjectionPreview.InjectorMessage;
import alluxio.admission.policy.InjectionPreview.PreviewedPod;
import java.util.ArrayList;
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
            List<Finding> findings = previewed.messages().isEmpty()
                    ? List.of()
                    : findings(kind, previewed.messages(), path, namespace, new ExistingPaths(object, budget));
            return new ObjectPreview(previewed.changed() ? replaced(object, path, previewed.pod()) : object, findings);
        }

        private List<Finding> findings(
                ObjectKind kind,
                List<InjectorMessage> messages,
                List<String> path,
                String namespace,
                ExistingPaths existing) {
            List<Finding> findings = new ArrayList<>();
            for (InjectorMessage message : messages) {
                // A pod's own warnings were given when it was injected.
                if (message.refused() || kind != ObjectKind.POD) {
                    Finding finding = finding(message, path, namespace, existing);
                    if (finding.severity() != RuleMode.OFF) {
                        findings.add(finding);
                    }
                }
            }
            return findings;
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

    /** The object with another pod in it. It shares all else with the one that is given: neither is changed by what reads them. */
    private static ObjectNode replaced(ObjectNode object, List<String> path, ObjectNode pod) {
        if (path.isEmpty()) {
            return pod;
        }
        String name = path.getFirst();
        ObjectNode copy = object.objectNode().setAll(object);
        copy.set(name, replaced((ObjectNode) object.path(name), path.subList(1, path.size()), pod));
        return copy;
    }
}
