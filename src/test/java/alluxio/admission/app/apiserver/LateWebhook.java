package alluxio.admission.app.apiserver;

import alluxio.admission.app.server.CertificateSources;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.SelfSigned;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.AdmissionMetrics;
import alluxio.admission.webhook.AdmissionServer;
import alluxio.admission.webhook.Endpoint;
import alluxio.admission.webhook.ServerLimits;
import alluxio.admission.webhook.ServerSettings;
import alluxio.admission.webhook.review.AdmissionOutcome;
import alluxio.admission.webhook.review.AdmissionResponse;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Somebody else's webhook, which also changes pods. Its name decides whether it is called before ours or after. */
final class LateWebhook implements AutoCloseable {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Api api;
    private final AdmissionServer server;
    private final MutatingWebhookConfiguration configuration;

    /** @param change what it does to a pod; called again for a pod that it has changed before */
    LateWebhook(Api api, String name, String scope, Function<ObjectNode, List<JsonPatch.PatchOperation>> change) {
        this.api = api;
        CertificateAuthority authority = CertificateAuthority.create("another CA", LIFETIME, InstantSource.system());
        server = AdmissionServer.start(
                ServerSettings.defaults().withAddress("127.0.0.1", 0),
                List.of(new Endpoint(
                        "/change", ServerLimits.MUTATE_BODY_BYTES, (request, _) -> answer(request, change))),
                CertificateSources.fixed(authority.issue(SelfSigned.LOCAL_HOSTS, LIFETIME), InstantSource.system()),
                new AdmissionMetrics(new SimpleMeterRegistry()));
        configuration = new MutatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToWebhooks(Webhooks.entry(
                                name + ".example.org",
                                scope,
                                Webhooks.byUrl(server.port(), "/change", authority.certificatePem()))
                        .build())
                .build();
        api.server().client().resource(configuration).create();
    }

    private static AdmissionResponse answer(
            AdmissionRequest request, Function<ObjectNode, List<JsonPatch.PatchOperation>> change) {
        return new AdmissionResponse.Allowed(
                AdmissionOutcome.INJECTED,
                request.object().map(change).map(JsonPatch::new).orElse(JsonPatch.EMPTY),
                AdmissionResponse.Remarks.NONE);
    }

    @Override
    public void close() {
        api.server().client().resource(configuration).delete();
        server.drain(Duration.ZERO, Duration.ofSeconds(4));
    }
}
