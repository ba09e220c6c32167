package alluxio.admission.cluster.check.installation;

import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.model.Budget;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.LabelSelectorReader;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Which namespaces the webhooks see, by their selectors. */
public final class WebhookReach {
    private WebhookReach() {}

    /**
     * Whether the pods of a namespace with these labels are sent to the installation, if they opted in. Without a mutating webhook
     * no selector leaves any out.
     */
    public static boolean reaches(Installation installation, Map<String, String> namespaceLabels) {
        return installation.mutating().isEmpty()
                || installation.mutating().stream()
                        .flatMap(configuration -> configuration.path("webhooks").valueStream())
                        .anyMatch(hook -> selects(hook.path("namespaceSelector"), namespaceLabels));
    }

    /** Whether a selector of a webhook matches; an absent one matches all. */
    static boolean selects(JsonNode selector, Map<String, String> labels) {
        return LabelSelectorReader.read(Field.root(selector, Budget.ofDecision()))
                .matches(labels);
    }
}
