package alluxio.admission.cluster;

import alluxio.admission.certs.managed.CaResources.StoredConfiguration;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A webhook configuration of this installation. Both kinds have the same shape where certificates are concerned.
 *
 * @param kind with its plural
 */
public record WebhookConfiguration(WebhookKind kind, String name) {
    /** Of the field manager that owns the caBundles, and nothing else. */
    public static final String FIELD_MANAGER = "alluxio-admission-ca";

    private static final String GROUP = "admissionregistration.k8s.io";
    private static final String VERSION = "v1";

    /** Named as in the API. */
    public enum WebhookKind {
        MUTATING("MutatingWebhookConfiguration"),
        VALIDATING("ValidatingWebhookConfiguration");

        private final String kind;

        WebhookKind(String kind) {
            this.kind = kind;
        }

        /** Known, so that the API server need not be asked for it. */
        private ResourceDefinitionContext context() {
            return new ResourceDefinitionContext.Builder()
                    .withGroup(GROUP)
                    .withVersion(VERSION)
                    .withKind(kind)
                    .withPlural(kind.toLowerCase(Locale.ROOT) + "s")
                    .withNamespaced(false)
                    .build();
        }
    }

    /** {@code MutatingWebhookConfiguration/name}. */
    @Override
    public String toString() {
        return kind.kind + "/" + name;
    }

    Resource<GenericKubernetesResource> resource(KubernetesClient client) {
        return client.genericKubernetesResources(kind.context()).withName(name);
    }

    /** Empty when there is none. */
    Optional<StoredConfiguration> read(KubernetesClient client) {
        return Optional.ofNullable(resource(client).get()).map(configuration -> {
            SequencedMap<String, byte[]> bundles = new LinkedHashMap<>();
            Object webhooks = configuration.getAdditionalProperties().get("webhooks");
            for (Object webhook : webhooks instanceof List<?> list ? list : List.of()) {
                if (webhook instanceof Map<?, ?> map) {
                    bundles.put(String.valueOf(map.get("name")), caBundle(map.get("clientConfig")));
                }
            }
            return new StoredConfiguration(configuration.getMetadata().getResourceVersion(), bundles);
        });
    }

    private static byte[] caBundle(@Nullable Object clientConfig) {
        return clientConfig instanceof Map<?, ?> map && map.get("caBundle") instanceof String text
                ? Base64.getDecoder().decode(text)
                : new byte[0];
    }

    /**
     * At the version that was read: one that is gone is not made anew, and webhooks that came since are not forgotten. In the
     * order that was read, because that of what is applied becomes that of the list.
     */
    void apply(KubernetesClient client, StoredConfiguration read, byte[] caBundle) {
        String text = Base64.getEncoder().encodeToString(caBundle);
        List<Map<String, Object>> webhooks = read.caBundles().keySet().stream()
                .map(webhook -> Map.<String, Object>of("name", webhook, "clientConfig", Map.of("caBundle", text)))
                .toList();
        GenericKubernetesResource fields = new GenericKubernetesResourceBuilder()
                .withApiVersion(GROUP + "/" + VERSION)
                .withKind(kind.kind)
                .withNewMetadata()
                .withName(name)
                .withResourceVersion(read.resourceVersion())
                .endMetadata()
                .addToAdditionalProperties("webhooks", webhooks)
                .build();
        client.genericKubernetesResources(kind.context())
                .resource(fields)
                .fieldManager(FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }
}
