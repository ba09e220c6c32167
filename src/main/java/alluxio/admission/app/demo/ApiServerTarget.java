package alluxio.admission.app.demo;

import alluxio.admission.app.demo.ApiServerClient.Created;
import alluxio.admission.app.server.WebhookService;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A real API server, with the server of this process registered as its webhook. */
public final class ApiServerTarget implements DemoTarget {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration IN_FORCE = Duration.ofSeconds(30);
    private static final String REGISTRATIONS = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String DRY_RUN = "?dryRun=All";

    private final ApiServerProcess cluster;
    private final ApiServerClient client;
    private final WebhookService service;

    private ApiServerTarget(ApiServerProcess cluster, ApiServerClient client, WebhookService service) {
        this.cluster = cluster;
        this.client = client;
        this.service = service;
    }

    /** @throws ClusterUnavailableException when no API server can be had here */
    public static ApiServerTarget start(AdmissionConfiguration configuration) {
        CertificateAuthority authority =
                CertificateAuthority.create("alluxio-admission trial CA", LIFETIME, InstantSource.system());
        ApiServerProcess cluster = ApiServerProcess.start();
        ApiServerTarget target = closingOnFailure(cluster, configuration, authority);
        try {
            target.register(authority.certificatePem());
            target.awaitInForce();
            return target;
        } catch (RuntimeException e) {
            target.close();
            throw e;
        }
    }

    private static ApiServerTarget closingOnFailure(
            ApiServerProcess cluster, AdmissionConfiguration configuration, CertificateAuthority authority) {
        try {
            return new ApiServerTarget(
                    cluster,
                    ApiServerClient.of(cluster.kubeconfig()),
                    HttpsServerTarget.service(configuration, authority));
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** As it is installed, but at its address on this machine, and with failurePolicy Fail, so that a failure is seen. */
    private void register(String caPem) {
        ObjectNode installed = InstalledObjects.first("MutatingWebhookConfiguration");
        for (JsonNode entry : installed.path("webhooks")) {
            String path = entry.at("/clientConfig/service/path").stringValue("");
            ((ObjectNode) entry)
                    .put("failurePolicy", "Fail")
                    .putObject("clientConfig")
                    .put("url", "https://127.0.0.1:" + service.port() + path)
                    .put("caBundle", Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII)));
        }
        Created created = client.create(REGISTRATIONS, installed);
        if (!created.succeeded()) {
            throw new IllegalStateException("the webhook cannot be registered: " + created.message());
        }
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
            // Soon after its start the API server has no namespace "default" yet: an error counts as untouched.
            Created created = client.create(PODS + DRY_RUN, probe);
            if (created.succeeded()
                    && created.body().at("/metadata/annotations").isObject()) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new ClusterUnavailableException("the API server does not call the webhook that was registered");
    }

    @Override
    public Answer submit(ObjectNode pod) {
        ObjectNode optedOut = pod.deepCopy();
        optedOut.withObject("/metadata/labels").put(Keys.INJECT, "false");
        Created without = client.create(PODS + DRY_RUN, optedOut);
        if (!without.succeeded()) {
            throw new IllegalStateException("the API server refuses an example: " + without.message());
        }
        ObjectNode before = submitted(without.body(), pod);
        before.withObject("/metadata/labels").put(Keys.INJECT, "true");
        Created with = client.create(PODS, pod);
        return with.succeeded()
                ? new Answer(before, Optional.of(submitted(with.body(), pod)), "", List.of())
                : new Answer(before, Optional.empty(), with.message(), List.of());
    }

    /** Without what the API server adds to every pod. */
    private static ObjectNode submitted(ObjectNode created, ObjectNode pod) {
        created.remove("status");
        ObjectNode metadata = (ObjectNode) created.get("metadata");
        metadata.remove(List.of("uid", "creationTimestamp", "managedFields", "resourceVersion", "generation"));
        if (pod.at("/metadata/name").isMissingNode()) {
            metadata.remove("name");
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
        client.close();
        cluster.close();
    }
}
