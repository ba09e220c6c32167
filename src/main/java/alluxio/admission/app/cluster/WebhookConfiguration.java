package alluxio.admission.app.cluster;

import alluxio.admission.certs.managed.Cluster.StoredConfiguration;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A configuration that is ours: one of two kinds of the same shape. */
public sealed interface WebhookConfiguration {
    /** Of the field manager that owns the caBundles, and nothing else. */
    String FIELD_MANAGER = "alluxio-admission-ca";

    String name();

    /** Of this one only. */
    Resource<? extends HasMetadata> resource(KubernetesClient client);

    /** Empty when there is none. */
    Optional<StoredConfiguration> read(KubernetesClient client);

    /** At the version that was read: one that is gone is not made anew, and webhooks that came since are not forgotten. */
    void apply(KubernetesClient client, StoredConfiguration read, byte[] caBundle);

    /** Changes pods. */
    record Mutating(String name) implements WebhookConfiguration {
        @Override
        public Resource<MutatingWebhookConfiguration> resource(KubernetesClient client) {
            return client.admissionRegistration()
                    .v1()
                    .mutatingWebhookConfigurations()
                    .withName(name);
        }

        @Override
        public Optional<StoredConfiguration> read(KubernetesClient client) {
            return Optional.ofNullable(resource(client).get()).map(configuration -> {
                SortedMap<String, byte[]> bundles = new TreeMap<>();
                for (MutatingWebhook webhook : configuration.getWebhooks()) {
                    bundles.put(webhook.getName(), caBundle(webhook.getClientConfig()));
                }
                return new StoredConfiguration(configuration.getMetadata().getResourceVersion(), bundles);
            });
        }

        @Override
        public void apply(KubernetesClient client, StoredConfiguration read, byte[] caBundle) {
            List<MutatingWebhook> webhooks = read.caBundles().keySet().stream()
                    .map(webhook -> new MutatingWebhookBuilder()
                            .withName(webhook)
                            .withClientConfig(clientConfig(caBundle))
                            .build())
                    .toList();
            serverSideApply(
                    client,
                    new MutatingWebhookConfigurationBuilder()
                            .withMetadata(metadata(name, read))
                            .withWebhooks(webhooks)
                            .build());
        }

        @Override
        public String toString() {
            return "MutatingWebhookConfiguration/" + name;
        }
    }

    /** Judges objects. */
    record Validating(String name) implements WebhookConfiguration {
        @Override
        public Resource<ValidatingWebhookConfiguration> resource(KubernetesClient client) {
            return client.admissionRegistration()
                    .v1()
                    .validatingWebhookConfigurations()
                    .withName(name);
        }

        @Override
        public Optional<StoredConfiguration> read(KubernetesClient client) {
            return Optional.ofNullable(resource(client).get()).map(configuration -> {
                SortedMap<String, byte[]> bundles = new TreeMap<>();
                for (ValidatingWebhook webhook : configuration.getWebhooks()) {
                    bundles.put(webhook.getName(), caBundle(webhook.getClientConfig()));
                }
                return new StoredConfiguration(configuration.getMetadata().getResourceVersion(), bundles);
            });
        }

        @Override
        public void apply(KubernetesClient client, StoredConfiguration read, byte[] caBundle) {
            List<ValidatingWebhook> webhooks = read.caBundles().keySet().stream()
                    .map(webhook -> new ValidatingWebhookBuilder()
                            .withName(webhook)
                            .withClientConfig(clientConfig(caBundle))
                            .build())
                    .toList();
            serverSideApply(
                    client,
                    new ValidatingWebhookConfigurationBuilder()
                            .withMetadata(metadata(name, read))
                            .withWebhooks(webhooks)
                            .build());
        }

        @Override
        public String toString() {
            return "ValidatingWebhookConfiguration/" + name;
        }
    }

    private static byte[] caBundle(@Nullable WebhookClientConfig config) {
        String text = config == null ? null : config.getCaBundle();
        return text == null ? new byte[0] : Base64.getDecoder().decode(text);
    }

    private static WebhookClientConfig clientConfig(byte[] caBundle) {
        WebhookClientConfig config = new WebhookClientConfig();
        config.setCaBundle(Base64.getEncoder().encodeToString(caBundle));
        return config;
    }

    private static ObjectMeta metadata(String name, StoredConfiguration read) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withResourceVersion(read.resourceVersion())
                .build();
    }

    private static void serverSideApply(KubernetesClient client, HasMetadata fields) {
        client.resource(fields).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    }
}
