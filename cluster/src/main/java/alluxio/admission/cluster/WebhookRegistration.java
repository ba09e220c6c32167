package alluxio.admission.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;

/**
 * An object that makes API servers call or apply an installation: a webhook configuration, an admission policy or its binding.
 *
 * @param kind with its plural
 */
public record WebhookRegistration(RegistrationKind kind, String name) {
    private static final String GROUP = "admissionregistration.k8s.io";
    private static final String VERSION = "v1";

    /** Named as in the API; in the order in which they go. A binding without its policy would be an error to the API server. */
    public enum RegistrationKind {
        MUTATING_WEBHOOKS("MutatingWebhookConfiguration", "mutatingwebhookconfigurations"),
        VALIDATING_WEBHOOKS("ValidatingWebhookConfiguration", "validatingwebhookconfigurations"),
        POLICY_BINDING("ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings"),
        POLICY("ValidatingAdmissionPolicy", "validatingadmissionpolicies");

        private final String kind;
        private final String plural;

        RegistrationKind(String kind, String plural) {
            this.kind = kind;
            this.plural = plural;
        }

        /** As RBAC and paths name it. */
        public String plural() {
            return plural;
        }
    }

    /** What became of a removal. */
    public sealed interface RemovalResult {
        record Removed() implements RemovalResult {}

        record NotThere() implements RemovalResult {}

        /** @param reason the API server's, or that of the connection */
        record Failed(RemovalFailure failure, String reason) implements RemovalResult {}
    }

    /** Why it could not be removed. */
    public enum RemovalFailure {
        /** Credentials or rights are missing. */
        NOT_ALLOWED,
        UNREACHABLE
    }

    /** {@code ValidatingAdmissionPolicy/name}. */
    @Override
    public String toString() {
        return kind.kind + "/" + name;
    }

    /** Needs the right to delete it, and no other. */
    public RemovalResult remove(ClusterConnection connection) {
        try {
            boolean removed = !connection
                    .client()
                    .genericKubernetesResources(context())
                    .withName(name)
                    .delete()
                    .isEmpty();
            return removed ? new RemovalResult.Removed() : new RemovalResult.NotThere();
        } catch (KubernetesClientException e) {
            boolean refused = e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED
                    || e.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
            return new RemovalResult.Failed(
                    refused ? RemovalFailure.NOT_ALLOWED : RemovalFailure.UNREACHABLE, ClusterCaResources.reason(e));
        }
    }

    private ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(GROUP)
                .withVersion(VERSION)
                .withKind(kind.kind)
                .withPlural(kind.plural)
                .withNamespaced(false)
                .build();
    }
}
