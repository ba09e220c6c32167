package alluxio.admission.app.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.app.demo.TrustingClient;
import alluxio.admission.app.server.CertificateSources;
import alluxio.admission.app.server.ConfigurationReloader;
import alluxio.admission.app.server.DecisionEngine;
import alluxio.admission.app.server.InformerCluster;
import alluxio.admission.app.server.WebhookService;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.SelfSigned;
import alluxio.admission.cluster.ClusterConnection;
import alluxio.admission.cluster.ClusterConnection.RequestLimits;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import alluxio.admission.webhook.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A server that discovers Alluxio, while the API server is away,")
class ServerOutageIT {
    private static final String NAMESPACE = "alluxio";
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration DAY = Duration.ofDays(1);

    private final HttpClient plain = HttpClient.newHttpClient();

    @TempDir
    private Path folder = Path.of("");

    /** What one server is asked for. */
    private record Client(HttpClient https, HttpClient http, WebhookService service) {
        /** The status, and the patch or the message. */
        String review() {
            HttpResponse<String> response = send(
                    https,
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + service.port() + "/mutate?timeout=10s"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("""
                                    {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE",
                                    "namespace":"apps","kind":{"group":"","version":"v1","kind":"Pod"},
                                    "resource":{"group":"","version":"v1","resource":"pods"},
                                    "object":{"metadata":{"name":"p","labels":{"alluxio.io/inject":"true"}},
                                    "spec":{"containers":[{"name":"app","image":"app"}]}}}}"""))
                            .build());
            if (response.statusCode() != 200) {
                return response.statusCode() + " " + response.body();
            }
            JsonNode answer = JsonMapper.shared().readTree(response.body()).path("response");
            return "200 "
                    + new String(
                            Base64.getDecoder().decode(answer.path("patch").stringValue("")), StandardCharsets.UTF_8)
                    + answer.path("status");
        }

        String readiness() {
            HttpResponse<String> response = send(
                    http,
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.managementPort() + "/readyz"))
                            .build());
            return response.statusCode() + " " + response.body().replace("\" : \"", "\":\"");
        }

        private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
            try {
                return client.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    @DisplayName(
            "is not ready before it has seen the cluster, then never fails a review, and follows again within seconds")
    void outage() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create("test", DAY, InstantSource.system());
        try (ApiServer api = ApiServer.start(ApiServerOptions.defaults());
                TcpRelay relay = new TcpRelay(port(api));
                HttpClient https = TrustingClient.of(authority.certificatePem())) {
            AlluxioObjects objects = new AlluxioObjects(api.client(), NAMESPACE);
            objects.create("/tmp/one");
            relay.refuse();
            try (WebhookService service = start(authority, api, relay)) {
                Client client = new Client(https, plain, service);
                assertThat(client.review()).startsWith("503 the profile is discovered in namespaces");
                assertThat(client.readiness()).startsWith("503").contains("not yet");

                relay.up();
                await("ready", client::readiness, "200");
                await("the profile", client::review, "/tmp/one");

                Queue<String> failures = new ConcurrentLinkedQueue<>();
                AtomicBoolean stop = new AtomicBoolean();
                Thread load = Thread.ofVirtual().start(() -> load(client, stop, failures));
                relay.refuse();
                await("an age", client::readiness, "\"observed\":\"3 seconds ago\"");
                objects.move("/tmp/two");
                api.restart();
                assertThat(client.review()).contains("/tmp/one");
                assertThat(client.readiness()).startsWith("200");
                long begin = System.nanoTime();
                relay.up();
                await("the change", client::review, "/tmp/two");
                System.out.printf(
                        Locale.ROOT,
                        "discovery: current %.1f s after the API server is back%n",
                        (System.nanoTime() - begin) / 1e9);
                await("no age", client::readiness, "\"observed\":\"0 seconds ago\"");
                stop.set(true);
                load.join();
                assertThat(failures).isEmpty();
            }
        }
    }

    private static void load(Client client, AtomicBoolean stop, Queue<String> failures) {
        while (!stop.get()) {
            String answer = client.review();
            if (!answer.startsWith("200") || !answer.contains("/tmp/")) {
                failures.add(answer);
            }
            String ready = client.readiness();
            if (!ready.startsWith("200")) {
                failures.add(ready);
            }
            Seen.pause();
        }
    }

    private WebhookService start(CertificateAuthority authority, ApiServer api, TcpRelay relay) throws IOException {
        InstantSource clock = InstantSource.system();
        String kubeconfig = Files.readString(api.kubeconfig()).replace(":" + port(api), ":" + relay.port());
        Path file = Files.writeString(folder.resolve("c.yaml"), """
                apiVersion: admission.alluxio.io/v1
                kind: AdmissionConfiguration
                discovery: {namespaces: [alluxio]}
                """);
        return WebhookService.start(
                ServerSettings.defaults().withAddress("127.0.0.1", 0),
                0,
                CertificateSources.fixed(authority.issue(SelfSigned.LOCAL_HOSTS, DAY), clock),
                DecisionEngine.start(
                        ConfigurationReloader.watch(file, ConfigurationLoader::parse, DAY, clock),
                        new InformerCluster(
                                () -> ClusterConnection.ofKubeconfig(
                                        kubeconfig, new RequestLimits(Duration.ofSeconds(10), 0)),
                                clock),
                        clock));
    }

    private static int port(ApiServer api) {
        return URI.create(api.url()).getPort();
    }

    private static void await(String what, Supplier<String> look, String wanted) {
        long end = System.nanoTime() + LIMIT.toNanos();
        String last = look.get();
        while (!last.contains(wanted)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LIMIT + ": " + what + ": " + last);
            }
            Seen.pause();
            last = look.get();
        }
    }
}
