package alluxio.admission.app.demo;

import alluxio.admission.webhook.http.Answer;

import alluxio.admission.app.server.WebhookService;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.model.AdmissionConfiguration;
import alluxio.admission.model.Keys;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import alluxio.admission.testcluster.TestClusterException;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real API server with our server registered as its webhook. The container image is without the module that builds
 * one: this class cannot be loaded there.
 */
public final class ClusterAdmission implements Admission {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration IN_FORCE = Duration.ofSeconds(30);

    private final ApiServer cluster;
    private final WebhookService service;

    private ClusterAdmission(ApiServer cluster, WebhookService service) {
        this.cluster = cluster;
        this.service = service;
    }

    /** @throws ClusterUnavailableException when no API server can be had here */
    public static ClusterAdmission start(AdmissionConfiguration configuration) {
        try {
            return registered(configuration);
        } catch (TestClusterException e) {
            throw new ClusterUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static ClusterAdmission registered(AdmissionConfiguration configuration) {
        CertificateAuthority authority =
                CertificateAuthority.create("alluxio-admission trial CA", LIFETIME, InstantSource.system());
        ApiServer cluster = ApiServer.start(ApiServerOptions.defaults());
        WebhookService service = serviceOr(cluster, configuration, authority);
        ClusterAdmission admission = new ClusterAdmission(cluster, service);
        try {
            admission.register(authority.certificatePem());
            admission.awaitInForce();
            return admission;
        } catch (RuntimeException e) {
            admission.close();
            throw e;
        }
    }

    private static WebhookService serviceOr(
            ApiServer closedOtherwise, AdmissionConfiguration configuration, CertificateAuthority authority) {
        try {
            return HttpsAdmission.service(configuration, authority);
        } catch (RuntimeException e) {
            closedOtherwise.close();
            throw e;
        }
    }

    /** As it is installed, but on this machine, and so that a fault is seen. */
    private void register(String caPem) {
        MutatingWebhookConfiguration installed = PlainManifests.first(MutatingWebhookConfiguration.class);
        for (MutatingWebhook entry : installed.getWebhooks()) {
            String path = entry.getClientConfig().getService().getPath();
            entry.setFailurePolicy("Fail");
            entry.setClientConfig(new WebhookClientConfigBuilder()
                    .withUrl("https://127.0.0.1:" + service.port() + path)
                    .withCaBundle(Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII)))
                    .build());
        }
        cluster.client().resource(installed).create();
    }

    /** The API server calls a webhook only a moment after it was registered; the first example must not be too early. */
    private void awaitInForce() {
        ObjectNode probe =
                JsonMapper.shared().createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
        probe.putObject("metadata").put("name", "probe").putObject("labels").put(Keys.INJECT, "true");
        probe.putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", "app")
                .put("image", "app:1");
        long deadline = System.nanoTime() + IN_FORCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (!isUntouched(probe)) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new TestClusterException("the API server does not call the webhook that was registered");
    }

    private boolean isUntouched(ObjectNode probe) {
        try {
            return create(probe, "?dryRun=All").at("/metadata/annotations").isMissingNode();
        } catch (KubernetesClientException e) {
            // Soon after its start the namespace is not there yet.
            return true;
        }
    }

    @Override
    public Answer submit(ObjectNode pod) {
        ObjectNode optedOut = pod.deepCopy();
        optedOut.withObject("/metadata/labels").put(Keys.INJECT, "false");
        ObjectNode before = create(optedOut, "?dryRun=All");
        before.withObject("/metadata/labels").put(Keys.INJECT, "true");
        try {
            return new Answer(before, Optional.of(create(pod, "")), "", List.of());
        } catch (KubernetesClientException e) {
            return new Answer(
                    before, Optional.empty(), String.valueOf(e.getStatus().getMessage()), List.of());
        }
    }

    private ObjectNode create(ObjectNode pod, String query) {
        String answer = cluster.client().raw("/api/v1/namespaces/default/pods" + query, "POST", pod);
        ObjectNode created = (ObjectNode) JsonMapper.shared().readTree(answer);
        created.remove("status");
        ((ObjectNode) created.get("metadata"))
                .remove(List.of("uid", "creationTimestamp", "managedFields", "resourceVersion", "generation"));
        if (pod.at("/metadata/name").isMissingNode()) {
            ((ObjectNode) created.get("metadata")).remove("name");
        }
        return created;
    }

    @Override
    public String describe() {
        return "a kube-apiserver of its own (" + cluster.summary() + "), with the server registered as its webhook";
    }

    @Override
    public void close() {
        service.close();
        cluster.close();
    }
}
