package alluxio.admission.app.apiserver;

import alluxio.admission.app.demo.InstalledObjects;
import alluxio.admission.testcluster.ExposedService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** The webhook configurations that the chart installs, but for failurePolicy Fail, so that no failure stays unseen. */
public final class Webhooks {
    /** The label by which a registration finds its namespaces. */
    public static final String SCOPE = "registration";

    /** Long, because a busy machine is not what these tests look for. */
    private static final int TIMEOUT_SECONDS = 10;

    private Webhooks() {}

    private static <T extends HasMetadata> T installed(Class<T> kind) {
        return Serialization.unmarshal(
                InstalledObjects.first(HasMetadata.getKind(kind)).toString(), kind);
    }

    /** Both entries of ours: for pods with the label, and for namespaces with it. */
    public static MutatingWebhookConfiguration ours(
            String name, String scope, Function<String, WebhookClientConfig> clientForPath) {
        MutatingWebhookConfiguration ours = installed(MutatingWebhookConfiguration.class);
        ours.getMetadata().setName(name);
        for (MutatingWebhook entry : ours.getWebhooks()) {
            entry.setName(entry.getName().replace(".alluxio.io", "." + name + ".alluxio.io"));
            entry.setFailurePolicy("Fail");
            entry.setTimeoutSeconds(TIMEOUT_SECONDS);
            entry.setClientConfig(
                    clientForPath.apply(entry.getClientConfig().getService().getPath()));
            entry.getNamespaceSelector().getMatchLabels().put(SCOPE, scope);
        }
        return ours;
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

    /** The entry that judges. */
    static ValidatingWebhookConfiguration validating(String name, String scope, WebhookClientConfig client) {
        ValidatingWebhookConfiguration judge = installed(ValidatingWebhookConfiguration.class);
        judge.getMetadata().setName(name);
        // The last one is for the configuration of the servers alone.
        judge.setWebhooks(List.of(judge.getWebhooks().getFirst()));
        for (ValidatingWebhook entry : judge.getWebhooks()) {
            entry.setName("validation." + name + ".alluxio.io");
            entry.setFailurePolicy("Fail");
            entry.setTimeoutSeconds(TIMEOUT_SECONDS);
            entry.setClientConfig(client);
            entry.getNamespaceSelector().getMatchLabels().put(SCOPE, scope);
        }
        return judge;
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
