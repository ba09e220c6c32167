package alluxio.admission.app.documents;

import alluxio.admission.app.demo.TrustingClient;
import alluxio.admission.app.server.CertificateSources;
import alluxio.admission.app.server.DecisionEngine;
import alluxio.admission.app.server.ManagedCertificates;
import alluxio.admission.app.server.MissedPodReports;
import alluxio.admission.app.server.WebhookService;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.SelfSigned;
import alluxio.admission.certs.managed.RotationSettings;
import alluxio.admission.certs.managed.ServiceNames;
import alluxio.admission.certs.managed.WriteRateLimiter;
import alluxio.admission.certs.rotation.Lifetimes;
import alluxio.admission.cluster.ClusterCaResources;
import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterConnection.RequestLimits;
import alluxio.admission.cluster.WebhookConfiguration;
import alluxio.admission.cluster.WebhookConfiguration.WebhookKind;
import alluxio.admission.cluster.missed.EventSink;
import alluxio.admission.cluster.missed.MissedPodEvents;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.webhook.ServerSettings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names of all metrics: of a server that was asked everything, of certificates that a server manages, and of pods that it missed. */
final class Scrape {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(?:# TYPE )?(alluxio_admission_\\w+)");

    private Scrape() {}

    static Set<String> names() throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        for (String text : List.of(ofServer(), ofManagedCertificates(), ofMissedPods())) {
            SAMPLE.matcher(text).results().forEach(match -> names.add(match.group(1)));
        }
        return names;
    }

    private static String ofServer() throws IOException, InterruptedException {
        InstantSource clock = InstantSource.system();
        CertificateAuthority authority = CertificateAuthority.create("test CA", LIFETIME, clock);
        try (WebhookService service = WebhookService.start(
                        ServerSettings.defaults().withAddress("127.0.0.1", 0),
                        0,
                        CertificateSources.fixed(authority.issue(SelfSigned.LOCAL_HOSTS, LIFETIME), clock),
                        DecisionEngine.fixed(AdmissionConfiguration.defaults(), clock));
                HttpClient client = TrustingClient.of(authority.certificatePem())) {
            String server = "https://127.0.0.1:" + service.port();
            ask(client, server + "/mutate", review("yes"));
            ask(client, server + "/validate", review("false"));
            ask(client, server + "/validate", "{");
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + service.managementPort() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static void ask(HttpClient client, String uri, String body) throws IOException, InterruptedException {
        client.send(
                HttpRequest.newBuilder(URI.create(uri))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    /** Of a pod that is refused for a label that does not exist, and that a rule warns about. */
    private static String review(String label) {
        return """
                {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "1",
                 "operation": "CREATE", "namespace": "default", "userInfo": {"username": "somebody"},
                 "kind": {"group": "", "version": "v1", "kind": "Pod"},
                 "resource": {"group": "", "version": "v1", "resource": "pods"},
                 "object": {"apiVersion": "v1", "kind": "Pod",
                  "metadata": {"name": "p", "labels": {"alluxio.io/inject": "%s"}},
                  "spec": {"hostPID": true, "containers": [{"name": "alluxio-worker", "image": "alluxio/alluxio:2.9.6",
                   "command": ["/entrypoint.sh"], "args": ["worker-only"]}]}}}}""".formatted(label);
    }

    private static String ofMissedPods() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MissedPodEvents events =
                new MissedPodEvents((_, _, _) -> EventSink.EventResult.CREATED, InstantSource.system());
        MissedPodReports reports = MissedPodReports.start(Optional::empty, events);
        reports.register(registry);
        String text = registry.scrape();
        reports.close();
        return text;
    }

    /** They are registered before any cluster has answered. */
    private static String ofManagedCertificates() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        String kubeconfig = """
                {"apiVersion": "v1", "kind": "Config", "current-context": "none",
                "contexts": [{"name": "none", "context": {"cluster": "none", "user": "none"}}],
                "clusters": [{"name": "none", "cluster": {"server": "https://127.0.0.1:1/"}}],
                "users": [{"name": "none", "user": {}}]}
                """;
        try (ClusterConnection unreachable =
                ClusterConnection.ofKubeconfig(kubeconfig, new RequestLimits(Duration.ofSeconds(10), 0))) {
            ManagedCertificates certificates = ManagedCertificates.start(
                    new ClusterCaResources(
                            unreachable, "here", "ca", List.of(new WebhookConfiguration(WebhookKind.MUTATING, "ours"))),
                    new RotationSettings(
                            "test", ServiceNames.of("here", "here", "cluster.local"), Lifetimes.DEFAULTS, LIFETIME),
                    new WriteRateLimiter(LIFETIME, new Random(1)),
                    InstantSource.system());
            certificates.register(registry);
            String text = registry.scrape();
            certificates.close();
            return text;
        }
    }
}
