package alluxio.admission.cluster.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.cluster.ApiRequests;
import alluxio.admission.cluster.facts.FactsReader.Extent;
import alluxio.admission.cluster.facts.FactsReader.NotReachedException;
import alluxio.admission.cluster.facts.FactsReader.ReadingPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reading a cluster with the caller's rights")
class FactsReaderTest {
    private static final String EMPTY = "{\"metadata\": {}, \"items\": []}";
    private static final String ALLUXIO_POD =
            "{\"metadata\": {\"name\": \"b\", \"namespace\": \"x\"}, \"spec\": {\"containers\": [{\"image\": \"alluxio/alluxio\"}]}}";

    private final Map<String, ApiRequests.ApiAnswer> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    private final ApiRequests api = new ApiRequests() {
        @Override
        public ApiAnswer get(String path, int mostBytes) {
            asked.add(path);
            return answers.getOrDefault(
                    path, path.equals("/version") ? ok("{\"gitVersion\": \"v1.37.2\"}") : ok(EMPTY));
        }

        @Override
        public ApiAnswer post(String path, String json) {
            asked.add(path);
            return forbidden("no");
        }
    };

    private static ApiRequests.ApiAnswer ok(String body) {
        return new ApiRequests.ApiAnswer(200, body);
    }

    private static ApiRequests.ApiAnswer forbidden(String message) {
        return new ApiRequests.ApiAnswer(403, "{\"kind\": \"Status\", \"message\": \"" + message + "\"}");
    }

    private ObjectFacts read() throws NotReachedException {
        return new FactsReader(api, () -> Instant.EPOCH, (_, _, _) -> {})
                .read(new ReadingPlan(Optional.of("ours"), "mine", "https://x", Extent.ALL))
                .objects();
    }

    @Test
    @DisplayName("follows pages to the last one, and gives each object its kind")
    void pages() throws NotReachedException {
        answers.put(
                "/api/v1/nodes?limit=500",
                ok("{\"metadata\": {\"continue\": \"a+b\"}, \"items\": [{\"metadata\": {\"name\": \"n1\"}}]}"));
        answers.put(
                "/api/v1/nodes?limit=500&continue=a%2Bb",
                ok("{\"metadata\": {}, \"items\": [{\"metadata\": {\"name\": \"n2\"}}]}"));
        ObjectFacts objects = read();
        assertThat(objects.all(ReadableKind.NODE))
                .extracting(ObjectNames::withKind)
                .containsExactly("Node n1", "Node n2");
        assertThat(objects.isComplete("Node", "")).isTrue();
    }

    @Test
    @DisplayName("looks into single namespaces where the whole cluster is forbidden, and says what is not seen")
    void fallsBack() throws NotReachedException {
        answers.put("/api/v1/pods?limit=500", forbidden("pods is forbidden"));
        answers.put("/api/v1/namespaces/ours/pods?limit=500", forbidden("there, too"));
        answers.put(
                "/api/v1/namespaces/mine/pods?limit=500",
                ok("{\"items\": [{\"metadata\": {\"name\": \"p\", \"namespace\": \"mine\"}}]}"));
        ObjectFacts objects = read();
        assertThat(objects.all(ReadableKind.POD)).hasSize(1);
        assertThat(objects.isComplete("Pod", "mine")).isTrue();
        assertThat(objects.isComplete("Pod", "ours")).isFalse();
        assertThat(objects.listing(ReadableKind.POD).problems())
                .containsExactly(
                        "cannot list pods in all namespaces: pods is forbidden; ask for the right to list pods",
                        "cannot list pods in ours: there, too; ask for the right to list pods there");
    }

    @Test
    @DisplayName("keeps little of a pod that has nothing to do with Alluxio")
    void trims() throws NotReachedException {
        answers.put(
                "/api/v1/pods?limit=500",
                ok(
                        "{\"items\": [{\"metadata\": {\"name\": \"a\", \"namespace\": \"x\", \"managedFields\": [1]}, \"spec\": "
                                + "{\"nodeName\": \"n\", \"containers\": [{\"image\": \"nginx\"}]}, \"status\": {\"phase\": \"Running\"}}, "
                                + ALLUXIO_POD + "]}"));
        List<tools.jackson.databind.node.ObjectNode> pods = read().all(ReadableKind.POD);
        assertThat(pods.getFirst().toString())
                .isEqualTo("{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\",\"namespace\":\"x\"},"
                        + "\"spec\":{\"nodeName\":\"n\"},\"status\":{\"phase\":\"Running\"}}");
        assertThat(pods.getLast().path("spec").has("containers")).isTrue();
    }

    @Test
    @DisplayName("asks a namespace's pods no more once the right to use the proxy is known to be missing there")
    void proxyForbidden() {
        answers.put("/api/v1/namespaces/x/pods/a:1/proxy/readyz", forbidden("no proxy"));
        PodProxy proxy = new PodProxy(api);
        PodAnswer first = proxy.get(new PodRequest("x", "a", 1, "/readyz"));
        PodAnswer second = proxy.get(new PodRequest("x", "b", 1, "/readyz"));
        assertThat(first.isForbidden()).isTrue();
        assertThat(second).isEqualTo(first);
        assertThat(asked).hasSize(1);
        answers.put("/api/v1/namespaces/y/pods/a:1/proxy/readyz", new ApiRequests.ApiAnswer(503, "{\"ready\": false}"));
        assertThat(proxy.get(new PodRequest("y", "a", 1, "/readyz")).json())
                .as("a pod's own 503")
                .isPresent();
        answers.put("/api/v1/namespaces/z/pods/a:1/proxy/readyz", ok("no JSON"));
        assertThat(proxy.get(new PodRequest("z", "a", 1, "/readyz")).json()).isEmpty();
    }

    @Test
    @DisplayName("fails when there is no answer at all")
    void notReached() {
        answers.put("/version", new ApiRequests.ApiAnswer(0, "connection refused"));
        assertThatThrownBy(this::read).isInstanceOf(NotReachedException.class).hasMessage("connection refused");
    }

    @Test
    @DisplayName(
            "takes an installation from its webhooks; a Deployment with its labels is one only where there are none")
    void installations() throws NotReachedException {
        answers.put(
                "/apis/apps/v1/deployments?limit=500",
                ok(
                        "{\"items\": [{\"metadata\": {\"name\": \"fake\", \"namespace\": \"tenant\", \"labels\": "
                                + "{\"app.kubernetes.io/name\": \"alluxio-admission\", \"app.kubernetes.io/component\": \"server\"}}}]}"));
        assertThat(Installation.find(read()))
                .extracting(Installation::namespace)
                .containsExactly("tenant");
        answers.put(
                "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations?limit=500",
                ok("{\"items\": [{\"metadata\": {\"name\": \"a\"}, \"webhooks\": [{\"name\": \"pods.alluxio.io\", "
                        + "\"clientConfig\": {\"service\": {\"namespace\": \"ours\", \"name\": \"a\"}}}]}]}"));
        assertThat(Installation.find(read()))
                .extracting(Installation::namespace)
                .containsExactly("ours");
    }
}
