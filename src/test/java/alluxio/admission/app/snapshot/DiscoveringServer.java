package alluxio.admission.app.snapshot;

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
import alluxio.admission.webhook.ServerSettings;
import java.io.IOException;
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
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A webhook server whose whole configuration is discovery, and a client that sends it reviews. */
public final class DiscoveringServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration DAY = Duration.ofDays(1);
    private static final String POD = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","labels":{"alluxio.io/inject":"true"}},"spec":{"containers":[{"name":"app","image":"app"}]}}""";

    private final CertificateAuthority authority = CertificateAuthority.create("test", DAY, InstantSource.system());
    private final HttpClient https = TrustingClient.of(authority.certificatePem());
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebhookService service;

    /**
     * Returns when it serves, which is before it has seen the cluster.
     *
     * @param file of the configuration, which is written
     * @param discovery the configuration's part of that name, as YAML in one line
     */
    public DiscoveringServer(Path file, String discovery, String kubeconfig) throws IOException {
        InstantSource clock = InstantSource.system();
        Files.writeString(file, """
                apiVersion: admission.alluxio.io/v1
                kind: AdmissionConfiguration
                discovery: %s
                """.formatted(discovery));
        service = WebhookService.start(
                ServerSettings.defaults().withAddress("127.0.0.1", 0),
                0,
                CertificateSources.fixed(authority.issue(SelfSigned.LOCAL_HOSTS, DAY), clock),
                DecisionEngine.start(
                        ConfigurationReloader.watch(file, ConfigurationLoader::parse, DAY, clock),
                        new InformerCluster(
                                () -> ClusterConnection.ofKubeconfig(
                                        kubeconfig, new RequestLimits(Duration.ofSeconds(10), 0)),
                                Seen.QUICK,
                                clock),
                        clock));
    }

    public int port() {
        return service.port();
    }

    public String caPem() {
        return authority.certificatePem();
    }

    /** For a pod that opts in: the status, and the answer with the patch as text. */
    public String review() {
        return review("/mutate", "apps", (ObjectNode) JsonMapper.shared().readTree(POD));
    }

    /** For an object that is created. */
    String review(String path, String namespace, ObjectNode object) {
        String apiVersion = object.path("apiVersion").stringValue("");
        int slash = apiVersion.indexOf('/');
        String kind = object.path("kind").stringValue("");
        ObjectNode review = JsonMapper.shared().createObjectNode();
        review.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
        ObjectNode request = review.putObject("request");
        request.put("uid", "u").put("operation", "CREATE").put("namespace", namespace);
        request.putObject("kind")
                .put("group", apiVersion.substring(0, Math.max(0, slash)))
                .put("version", apiVersion.substring(slash + 1))
                .put("kind", kind);
        request.putObject("resource")
                .put("group", apiVersion.substring(0, Math.max(0, slash)))
                .put("version", apiVersion.substring(slash + 1))
                .put("resource", kind.toLowerCase(Locale.ROOT) + "s");
        request.set("object", object);
        HttpResponse<String> response = TrustingClient.send(
                https,
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + service.port() + path + "?timeout=10s"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(review.toString()))
                        .build());
        if (response.statusCode() != 200) {
            return response.statusCode() + " " + response.body();
        }
        ObjectNode answer =
                (ObjectNode) JsonMapper.shared().readTree(response.body()).path("response");
        JsonNode patch = answer.path("patch");
        answer.put("patch", new String(Base64.getDecoder().decode(patch.stringValue("")), StandardCharsets.UTF_8));
        return "200 " + answer;
    }

    String readiness() {
        HttpResponse<String> response = get("/readyz");
        return response.statusCode() + " " + response.body().replace("\" : \"", "\":\"");
    }

    /** The value of a metric; its name has its labels as they are written. */
    double metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> get(String path) {
        return TrustingClient.send(
                http,
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.managementPort() + path))
                        .build());
    }

    /** Sends reviews, and looks at the readiness, until it is closed; one that is not as it must be is kept. */
    Load load(Predicate<String> review) {
        return new Load(review);
    }

    /** Reviews that go on. */
    final class Load implements AutoCloseable {
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final Thread thread;
        private volatile boolean stopped;
        private volatile int reviews;

        private Load(Predicate<String> review) {
            thread = Thread.ofVirtual().start(() -> {
                for (int count = 1; !stopped; count++) {
                    String answer = review();
                    if (!answer.startsWith("200") || !review.test(answer)) {
                        failures.add(answer);
                    }
                    String ready = readiness();
                    if (!ready.startsWith("200")) {
                        failures.add(ready);
                    }
                    reviews = count;
                    Seen.pause();
                }
            });
        }

        /** Stops it, and returns what was not as it must be. */
        Queue<String> failures() throws InterruptedException {
            close();
            return failures;
        }

        int reviews() {
            return reviews;
        }

        @Override
        public void close() throws InterruptedException {
            stopped = true;
            thread.join();
        }
    }

    public static void await(String what, Supplier<String> look, String... wanted) {
        long end = System.nanoTime() + LIMIT.toNanos();
        String last = look.get();
        while (!contains(last, wanted)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LIMIT + ": " + what + ": " + last);
            }
            Seen.pause();
            last = look.get();
        }
    }

    private static boolean contains(String text, String... parts) {
        for (String part : parts) {
            if (!text.contains(part)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        service.close();
        https.close();
        http.close();
    }
}
