package alluxio.admission.app.registration;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Api;
import alluxio.admission.app.apiserver.Webhooks;
import alluxio.admission.app.chart.Chart;
import alluxio.admission.app.chart.Tokens;
import alluxio.admission.app.demo.TrustingClient;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** As the server's own account, with a token and exactly the rights of the chart. CertificatesIT rotates under this policy. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The policy that holds the server's account to the caBundle")
class CaBundlePolicyIT {
    private static final String SCOPE = "ca-only";
    private static final String ACCOUNT = "system:serviceaccount:" + SCOPE + ":" + SCOPE;
    private static final String COLLECTION = "/apis/admissionregistration.k8s.io/v1/";
    private static final List<String> CONFIGURATIONS =
            List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");
    private static final Set<String> RIGHTS = Set.of("ServiceAccount", "ClusterRole", "ClusterRoleBinding");
    private static final String JSON_PATCH = "application/json-patch+json";

    private final Api api;
    private final HttpClient http;
    private final String token;
    private final List<String> registered = new ArrayList<>();

    /** @param text the body */
    private record Answer(int code, String text) {}

    CaBundlePolicyIT(ApiServer server) {
        api = new Api(server);
        http = TrustingClient.of(server.caCertificatePem());
        api.namespace(SCOPE, SCOPE, Map.of());
        for (ObjectNode object : Chart.renderIn(
                SCOPE, Chart.RELEASE, "fullnameOverride=\"" + SCOPE + "\"", "uninstallHook.enabled=false")) {
            String kind = object.path("kind").asString();
            if (RIGHTS.contains(kind)) {
                server.client().resource(object.toString()).create();
            } else if (CONFIGURATIONS.contains(kind)
                    || object.at("/metadata/name").asString().endsWith("-ca-bundle")) {
                // Nothing of other tests is to wait for a server that is not there.
                object.path("webhooks")
                        .forEach(entry -> ((ObjectNode) entry)
                                .withObject("/namespaceSelector/matchLabels")
                                .put(Webhooks.SCOPE, SCOPE));
                register(object);
            }
        }
        token = Tokens.of(server, SCOPE, SCOPE);
        AtomicReference<Answer> last = new AtomicReference<>();
        AtomicInteger seconds = new AtomicInteger(10);
        try {
            Cluster.await(
                    () -> {
                        // Each time another value: one that went through before the policy was there changes nothing
                        // again.
                        int value = 1 + seconds.incrementAndGet() % 30;
                        Answer answer = patch(
                                path(CONFIGURATIONS.getFirst()),
                                JSON_PATCH,
                                "[{'op':'replace','path':'/webhooks/0/timeoutSeconds','value':" + value + "}]");
                        last.set(answer);
                        return answer.code() == 403;
                    },
                    "the policy does not come into force");
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ": " + last.get(), e);
        }
    }

    private void register(ObjectNode object) {
        String kind = object.path("kind").asString();
        String plural = kind.endsWith("y") ? kind.substring(0, kind.length() - 1) + "ies" : kind + "s";
        String collection = COLLECTION + plural.toLowerCase(java.util.Locale.ROOT);
        assertThat(api.send("POST", collection, object, "").code()).isEqualTo(201);
        registered.add(collection + "/" + object.at("/metadata/name").asString());
    }

    private static String path(String kind) {
        return COLLECTION + kind.toLowerCase(java.util.Locale.ROOT) + "s/" + SCOPE;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a rule widened|{'op':'add','path':'/webhooks/0/rules/0/resources/-','value':'secrets'}",
                "rules replaced|{'op':'replace','path':'/webhooks/0/rules','value':[{'operations':['*'],'apiGroups':['*'],'apiVersions':['*'],'resources':['*/*']}]}",
                "a rule added|{'op':'add','path':'/webhooks/0/rules/-','value':{'operations':['CREATE'],'apiGroups':[''],'apiVersions':['v1'],'resources':['secrets']}}",
                "a scope|{'op':'replace','path':'/webhooks/0/rules/0/scope','value':'*'}",
                "an operation|{'op':'add','path':'/webhooks/0/rules/0/operations/-','value':'CONNECT'}",
                "a url|{'op':'replace','path':'/webhooks/0/clientConfig','value':{'url':'https://example.com/x'}}",
                "another Service|{'op':'replace','path':'/webhooks/0/clientConfig/service/name','value':'x'}",
                "another namespace|{'op':'replace','path':'/webhooks/0/clientConfig/service/namespace','value':'x'}",
                "another path|{'op':'replace','path':'/webhooks/0/clientConfig/service/path','value':'/x'}",
                "another port|{'op':'replace','path':'/webhooks/0/clientConfig/service/port','value':8443}",
                "no path|{'op':'remove','path':'/webhooks/0/clientConfig/service/path'}",
                "no namespaceSelector|{'op':'remove','path':'/webhooks/0/namespaceSelector'}",
                "an empty namespaceSelector|{'op':'replace','path':'/webhooks/0/namespaceSelector','value':{}}",
                "another objectSelector|{'op':'add','path':'/webhooks/0/objectSelector','value':{'matchLabels':{'a':'b'}}}",
                "no matchConditions|{'op':'remove','path':'/webhooks/0/matchConditions'}",
                "one matchCondition less|{'op':'remove','path':'/webhooks/0/matchConditions/0'}",
                "failurePolicy|{'op':'replace','path':'/webhooks/0/failurePolicy','value':'Fail'}",
                "matchPolicy|{'op':'replace','path':'/webhooks/0/matchPolicy','value':'Exact'}",
                "timeoutSeconds|{'op':'replace','path':'/webhooks/0/timeoutSeconds','value':30}",
                "sideEffects|{'op':'replace','path':'/webhooks/0/sideEffects','value':'NoneOnDryRun'}",
                "admissionReviewVersions|{'op':'add','path':'/webhooks/0/admissionReviewVersions/-','value':'v1beta1'}",
                "an entry added|{'op':'add','path':'/webhooks/-','value':{'name':'more.alluxio.io','admissionReviewVersions':['v1'],'sideEffects':'None','clientConfig':{'url':'https://example.com/x'},'rules':[{'operations':['*'],'apiGroups':['*'],'apiVersions':['*'],'resources':['*']}]}}",
                "an entry removed|{'op':'remove','path':'/webhooks/0'}",
                "all entries removed|{'op':'replace','path':'/webhooks','value':[]}",
                "an entry renamed|{'op':'replace','path':'/webhooks/0/name','value':'other.alluxio.io'}",
                "a label added|{'op':'add','path':'/metadata/labels/x','value':'y'}",
                "a label changed|{'op':'replace','path':'/metadata/labels/app.kubernetes.io~1name','value':'y'}",
                "no labels|{'op':'remove','path':'/metadata/labels'}",
                "an annotation|{'op':'add','path':'/metadata/annotations','value':{'x':'y'}}",
                "an owner|{'op':'add','path':'/metadata/ownerReferences','value':[{'apiVersion':'v1','kind':'Node','name':'n','uid':'u'}]}",
                "a finalizer|{'op':'add','path':'/metadata/finalizers','value':['example.com/x']}",
            })
    @DisplayName("refuses every other change, of either kind")
    void refused(String what, String operation) {
        for (String kind : CONFIGURATIONS) {
            JsonNode before = get(kind);
            Answer answer = patch(path(kind), JSON_PATCH, "[" + operation + "]");
            assertThat(answer.code())
                    .as(what + " of " + kind + ": " + answer.text())
                    .isEqualTo(403);
            assertThat(answer.text()).contains("the account of alluxio-admission may");
            assertThat(get(kind)).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("refuses what only the mutating kind has: another order, no reinvocation")
    void refusedOfMutation() {
        String path = path(CONFIGURATIONS.getFirst());
        for (String operation : List.of(
                "{'op':'move','from':'/webhooks/0','path':'/webhooks/1'}",
                "{'op':'replace','path':'/webhooks/0/reinvocationPolicy','value':'Never'}",
                "{'op':'replace','path':'/webhooks/1/objectSelector','value':{}}")) {
            assertThat(patch(path, JSON_PATCH, "[" + operation + "]").text())
                    .as(operation)
                    .contains("the account of alluxio-admission may");
        }
    }

    @Test
    @DisplayName("refuses another change beside the caBundle, by each kind of patch")
    void refusedBesides() {
        String path = path(CONFIGURATIONS.getFirst());
        String bundle = bundle("beside");
        ObjectNode whole = withBundle(get(CONFIGURATIONS.getFirst()), bundle);
        ((ObjectNode) whole.at("/webhooks/0")).put("timeoutSeconds", 30);
        ObjectNode merge = JsonMapper.shared().createObjectNode();
        merge.set("webhooks", whole.path("webhooks"));
        List<Answer> answers = List.of(
                patch(path, "application/merge-patch+json", merge.toString()),
                patch(path, "application/strategic-merge-patch+json", merge.toString()),
                patch(
                        path,
                        "application/strategic-merge-patch+json",
                        "{'webhooks':[{'$patch':'delete','name':'pods.alluxio.io'}]}"),
                apply(path, applied(CONFIGURATIONS.getFirst(), bundle, "'timeoutSeconds':30,")));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.code()).as(answer.text()).isEqualTo(403);
            assertThat(answer.text()).contains("the account of alluxio-admission may");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @DisplayName("lets the caBundle be set, changed and removed, by every kind of patch and by an update")
    void caBundle(int index) {
        String kind = CONFIGURATIONS.get(index);
        String path = path(kind);
        String first = bundle("first");
        accepted(kind, first, apply(path, applied(kind, first, "")));
        String second = bundle("second");
        accepted(kind, second, patch(path, JSON_PATCH, jsonPatch(kind, second)));
        String third = bundle("third");
        ObjectNode merge = JsonMapper.shared().createObjectNode();
        merge.set("webhooks", withBundle(get(kind), third).path("webhooks"));
        accepted(kind, third, patch(path, "application/merge-patch+json", merge.toString()));
        accepted(kind, "", patch(path, JSON_PATCH, "[{'op':'remove','path':'/webhooks/0/clientConfig/caBundle'}]"));
        String fourth = bundle("fourth");
        accepted(kind, fourth, apply(path, applied(kind, fourth, "")));
        // The chart gives no right to update; with it, the same holds.
        ObjectNode update = withBundle(get(kind), first);
        assertThat(send("PUT", path, "application/json", update.toString()).text())
                .contains("cannot update resource");
        assertThat(api.send("PUT", path, update, ACCOUNT).code()).isEqualTo(200);
        ObjectNode more = withBundle(get(kind), second);
        ((ObjectNode) more.at("/webhooks/0")).put("timeoutSeconds", 30);
        assertThat(api.send("PUT", path, more, ACCOUNT).message())
                .contains("the account of alluxio-admission may change nothing of a webhook but its caBundle");
    }

    @Test
    @DisplayName("is about no other account, and out of its reach")
    void others() {
        String path = path(CONFIGURATIONS.getFirst());
        ObjectNode label = Cluster.json("{\"metadata\":{\"annotations\":{\"team\":\"a\"}}}");
        for (String user :
                List.of("", "system:serviceaccount:" + SCOPE + ":other", "system:serviceaccount:other:" + SCOPE)) {
            assertThat(api.send("PATCH", path, label, user).code()).isEqualTo(200);
        }
        assertThat(api.send("PATCH", path, Cluster.json("{\"metadata\":{\"annotations\":null}}"), "")
                        .code())
                .isEqualTo(200);
        for (String policy : List.of("validatingadmissionpolicies", "validatingadmissionpolicybindings")) {
            String own = COLLECTION + policy + "/" + SCOPE + "-ca-bundle";
            assertThat(patch(own, "application/merge-patch+json", "{'metadata':{'labels':{'x':'y'}}}")
                            .text())
                    .contains("cannot patch resource");
            assertThat(send("DELETE", own, "application/json", "{}").text()).contains("cannot delete resource");
        }
    }

    private void accepted(String kind, String bundle, Answer answer) {
        assertThat(answer.code()).as(answer.text()).isEqualTo(200);
        assertThat(get(kind).at("/webhooks/0/clientConfig/caBundle").asString(""))
                .isEqualTo(bundle);
    }

    private static String jsonPatch(String kind, String bundle) {
        int entries = kind.startsWith("Mutating") ? 2 : 1;
        List<String> operations = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            operations.add("{'op':'add','path':'/webhooks/" + i + "/clientConfig/caBundle','value':'" + bundle + "'}");
        }
        return operations.toString();
    }

    /** As the servers write it. */
    private String applied(String kind, String bundle, String more) {
        List<String> entries = get(kind)
                .path("webhooks")
                .valueStream()
                .map(entry -> "{'name':'" + entry.path("name").asString() + "'," + more + "'clientConfig':{'caBundle':'"
                        + bundle + "'}}")
                .toList();
        return "{'apiVersion':'admissionregistration.k8s.io/v1','kind':'" + kind + "','metadata':{'name':'" + SCOPE
                + "'},'webhooks':" + entries + "}";
    }

    private static ObjectNode withBundle(JsonNode configuration, String bundle) {
        ObjectNode copy = (ObjectNode) configuration.deepCopy();
        copy.path("webhooks").forEach(entry -> ((ObjectNode) entry.path("clientConfig")).put("caBundle", bundle));
        return copy;
    }

    private static String bundle(String name) {
        return Base64.getEncoder()
                .encodeToString(CertificateAuthority.create(name, Duration.ofDays(1), InstantSource.system())
                        .certificatePem()
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private JsonNode get(String kind) {
        return JsonMapper.shared()
                .readTree(send("GET", path(kind), "application/json", "").text());
    }

    private Answer apply(String path, String body) {
        return patch(path + "?fieldManager=alluxio-admission-ca&force=true", "application/apply-patch+yaml", body);
    }

    /** @param body JSON, or as much with single quotes, which are easier to read here; in JSON they may be part of a CEL text */
    private Answer patch(String path, String type, String body) {
        return send("PATCH", path, type, body.startsWith("{\"") ? body : body.replace('\'', '"'));
    }

    /** As the account. */
    private Answer send(String method, String path, String type, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.server().url() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @AfterAll
    void close() {
        registered.forEach(path -> api.send("DELETE", path, Cluster.json("{}"), ""));
    }
}
