package alluxio.admission.app.demo;

import alluxio.admission.app.server.CertificateSources;
import alluxio.admission.app.server.DecisionEngine;
import alluxio.admission.app.server.WebhookService;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.SelfSigned;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.webhook.ServerSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The server on this machine, with a throw-away authority, called as the API server would call it. */
public final class HttpsServerTarget implements DemoTarget {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final JsonMapper mapper = JsonMapper.shared();
    private final WebhookService service;
    private final HttpClient client;
    private final Duration startup;

    private HttpsServerTarget(WebhookService service, HttpClient client, Duration startup) {
        this.service = service;
        this.client = client;
        this.startup = startup;
    }

    public static HttpsServerTarget start(AdmissionConfiguration configuration) {
        long begin = System.nanoTime();
        CertificateAuthority authority =
                CertificateAuthority.create("alluxio-admission trial CA", LIFETIME, InstantSource.system());
        WebhookService service = service(configuration, authority);
        Duration startup = Duration.ofNanos(System.nanoTime() - begin);
        return new HttpsServerTarget(service, TrustingClient.of(authority.certificatePem()), startup);
    }

    /** The server on free ports of the loopback interface. */
    static WebhookService service(AdmissionConfiguration configuration, CertificateAuthority authority) {
        InstantSource clock = InstantSource.system();
        return WebhookService.start(
                ServerSettings.defaults().withAddress("127.0.0.1", 0),
                0,
                CertificateSources.fixed(authority.issue(SelfSigned.LOCAL_HOSTS, LIFETIME), clock),
                DecisionEngine.fixed(configuration, clock));
    }

    @Override
    public Answer submit(ObjectNode pod) {
        ObjectNode review = mapper.createObjectNode();
        review.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
        ObjectNode request = review.putObject("request");
        request.put("uid", UUID.randomUUID().toString())
                .put("operation", "CREATE")
                .put("namespace", "default");
        request.putObject("kind").put("group", "").put("version", "v1").put("kind", "Pod");
        request.putObject("resource").put("group", "").put("version", "v1").put("resource", "pods");
        request.set("object", pod);
        JsonNode response = mapper.readTree(post(review.toString())).path("response");
        List<String> warnings =
                response.path("warnings").valueStream().map(JsonNode::asString).toList();
        if (!response.path("allowed").booleanValue(false)) {
            return new Answer(
                    pod, Optional.empty(), response.at("/status/message").stringValue(""), warnings);
        }
        return new Answer(pod, Optional.of(patched(pod, response)), "", warnings);
    }

    private ObjectNode patched(ObjectNode pod, JsonNode response) {
        String patch = response.path("patch").stringValue("");
        if (patch.isEmpty()) {
            return pod;
        }
        JsonNode operations = mapper.readTree(Base64.getDecoder().decode(patch));
        return (ObjectNode) io.fabric8.zjsonpatch.JsonPatch.apply(operations, pod);
    }

    private String post(String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + service.port() + "/mutate?timeout=10s"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = TrustingClient.send(client, request);
        if (response.statusCode() != 200) {
            throw new IllegalStateException("the server answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    @Override
    public String describe() {
        return "an HTTPS server of its own on 127.0.0.1:" + service.port() + ", ready after " + startup.toMillis()
                + " ms";
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }
}
