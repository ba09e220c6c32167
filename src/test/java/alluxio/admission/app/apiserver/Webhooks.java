package alluxio.admission.app.apiserver;

import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ExposedService;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;

/** Webhook configurations as an installation has them, but for failurePolicy Fail, so that no failure stays unseen. */
public final class Webhooks {
    /** The label by which a registration finds its namespaces. */
    public static final String SCOPE = "registration";

    /** Long, because a busy machine is not what these tests look for. */
    private static final int TIMEOUT_SECONDS = 10;

    private Webhooks() {}

    /** Both entries of ours: for pods with the label, and for namespaces with it. */
    public static MutatingWebhookConfiguration ours(
            String name, String scope, Function<String, WebhookClientConfig> clientForPath) {
        return new MutatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToWebhooks(entry("pods." + name + ".alluxio.io", scope, clientForPath.apply("/mutate"))
                        .withNewObjectSelector()
                        .addNewMatchExpression()
                        .withKey(Keys.INJECT)
                        .withOperator("Exists")
                        .endMatchExpression()
                        .addNewMatchExpression()
                        .withKey(Keys.INJECT)
                        .withOperator("NotIn")
                        .withValues("false")
                        .endMatchExpression()
                        .endObjectSelector()
                        .build())
                .addToWebhooks(
                        entry("namespaces." + name + ".alluxio.io", scope, clientForPath.apply("/mutate/namespace"))
                                .editNamespaceSelector()
                                .addToMatchLabels(Keys.INJECT, "true")
                                .endNamespaceSelector()
                                .withNewObjectSelector()
                                .addNewMatchExpression()
                                .withKey(Keys.INJECT)
                                .withOperator("DoesNotExist")
                                .endMatchExpression()
                                .endObjectSelector()
                                .build())
                .build();
    }

    /** Any webhook for pods that are created in the namespaces of a scope. */
    static MutatingWebhookBuilder entry(String name, String scope, WebhookClientConfig client) {
        return new MutatingWebhookBuilder()
                .withName(name)
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withFailurePolicy("Fail")
                .withReinvocationPolicy("IfNeeded")
                .withTimeoutSeconds(TIMEOUT_SECONDS)
                .withClientConfig(client)
                .withNewNamespaceSelector()
                .addToMatchLabels(SCOPE, scope)
                .endNamespaceSelector()
                .addNewRule()
                .withApiGroups("")
                .withApiVersions("v1")
                .withOperations("CREATE")
                .withResources("pods")
                .endRule();
    }

    /** The entry that judges: all that rules are about, and deletions of claims. */
    static ValidatingWebhookConfiguration validating(String name, String scope, WebhookClientConfig client) {
        return new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addNewWebhook()
                .withName("validation." + name + ".alluxio.io")
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withFailurePolicy("Fail")
                .withTimeoutSeconds(TIMEOUT_SECONDS)
                .withClientConfig(client)
                .withNewNamespaceSelector()
                .addToMatchLabels(SCOPE, scope)
                .endNamespaceSelector()
                .addNewRule()
                .withApiGroups("", "apps", "batch")
                .withApiVersions("v1")
                .withOperations("CREATE", "UPDATE")
                .withResources(
                        "pods",
                        "pods/ephemeralcontainers",
                        "pods/resize",
                        "deployments",
                        "statefulsets",
                        "daemonsets",
                        "replicasets",
                        "jobs",
                        "cronjobs",
                        "configmaps")
                .endRule()
                .addNewRule()
                .withApiGroups("")
                .withApiVersions("v1")
                .withOperations("DELETE")
                .withResources("persistentvolumeclaims")
                .endRule()
                .endWebhook()
                .build();
    }

    static WebhookClientConfig byUrl(int port, String path, String caPem) {
        return new WebhookClientConfigBuilder()
                .withUrl("https://127.0.0.1:" + port + path)
                .withCaBundle(bundle(caPem))
                .build();
    }

    static WebhookClientConfig byService(ExposedService service, String path, String caPem) {
        return byService(service.namespace(), service.name(), service.port(), path, caPem);
    }

    public static WebhookClientConfig byService(String namespace, String name, int port, String path, String caPem) {
        return new WebhookClientConfigBuilder()
                .withNewService()
                .withNamespace(namespace)
                .withName(name)
                .withPort(port)
                .withPath(path)
                .endService()
                .withCaBundle(bundle(caPem))
                .build();
    }

    private static String bundle(String caPem) {
        return Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII));
    }
}
