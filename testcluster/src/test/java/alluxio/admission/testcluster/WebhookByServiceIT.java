package alluxio.admission.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.testcluster.ExposedService.Endpoint;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealApiServer
class WebhookByServiceIT {

    private static final String NAMESPACE = "webhook-by-service";
    private static final String NAME = "recorder";
    private static final int PORT = 443;
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final ApiServer server;
    private final RecordingWebhook first;
    private final RecordingWebhook second;
    private final ExposedService service;
    private final MutatingWebhookConfiguration configuration;

    WebhookByServiceIT(ApiServer server, @TempDir Path temp) throws Exception {
        this.server = server;
        KeyStore store = RecordingWebhook.newKeyStore(temp, NAME + "." + NAMESPACE + ".svc");
        first = RecordingWebhook.start("first", store);
        second = RecordingWebhook.start("second", store);
        service = server.exposeService(NAMESPACE, NAME, PORT, List.of(first.port()));
        configuration = configuration(RecordingWebhook.caBundle(store));
    }

    @BeforeEach
    void register() {
        server.client().resource(configuration).create();
    }

    @AfterEach
    void close() {
        server.client().resource(configuration).delete();
        first.close();
        second.close();
    }

    @Test
    void theRequestArrivesOverHttp11() throws Exception {
        awaitHandledBy("first");
        assertThat(first.protocols()).isNotEmpty().containsOnly("HTTP/1.1");
        assertThat(service.host()).isEqualTo("recorder.webhook-by-service.svc");
    }

    @Test
    void newEndpointsGetTheTraffic() throws Exception {
        awaitHandledBy("first");
        service.endpoints(List.of(new Endpoint(first.port(), false), new Endpoint(second.port(), true)));
        awaitHandledBy("second");
        int before = first.protocols().size();
        assertThat(handlers(20)).containsOnly("second");
        assertThat(first.protocols()).hasSize(before);
        service.readyOn(List.of(first.port()));
        awaitHandledBy("first");
    }

    @Test
    void severalEndpointsShareTheTraffic() throws Exception {
        awaitHandledBy("first");
        service.readyOn(List.of(first.port(), second.port()));
        awaitHandledBy("second");
        assertThat(handlers(60)).contains("first", "second");
    }

    @Test
    void withoutEndpointsTheCallFails() throws Exception {
        awaitHandledBy("first");
        service.readyOn(List.of());
        Thread.sleep(500);
        assertThatThrownBy(this::handler)
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("no endpoints available for service");
    }

    @Test
    void anInstanceThatIsGoneIsAFailedCall() throws Exception {
        awaitHandledBy("first");
        first.close();
        assertThatThrownBy(() -> handlers(3)).isInstanceOf(KubernetesClientException.class);
    }

    /** Webhook configurations and endpoints reach the API server's caches a moment after the write. */
    private void awaitHandledBy(String name) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            last = handlerOrError();
            if (last.equals(name)) {
                return;
            }
            Thread.sleep(50);
        }
        assertThat(last).isEqualTo(name);
    }

    private String handlerOrError() {
        try {
            return handler();
        } catch (KubernetesClientException e) {
            return e.toString();
        }
    }

    private List<String> handlers(int count) {
        return Stream.generate(this::handler).limit(count).toList();
    }

    private String handler() {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName("probe")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("example")
                .endContainer()
                .endSpec()
                .build();
        Pod created = server.client().resource(pod).dryRun().create();
        return created.getMetadata().getAnnotations().getOrDefault(RecordingWebhook.ANNOTATION, "nobody");
    }

    private static MutatingWebhookConfiguration configuration(String caBundle) {
        return new MutatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .endMetadata()
                .addNewWebhook()
                .withName("recorder.example.org")
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withFailurePolicy("Fail")
                .withTimeoutSeconds(5)
                .withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", NAMESPACE)
                .endNamespaceSelector()
                .addNewRule()
                .withApiGroups("")
                .withApiVersions("v1")
                .withResources("pods")
                .withOperations("CREATE")
                .endRule()
                .withNewClientConfig()
                .withCaBundle(caBundle)
                .withNewService()
                .withNamespace(NAMESPACE)
                .withName(NAME)
                .withPort(PORT)
                .withPath("/mutate")
                .endService()
                .endClientConfig()
                .endWebhook()
                .build();
    }
}
