package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.chart.Requests.Reply;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import alluxio.admission.testcluster.Helm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A real API server")
class DryRunIT {
    private static final String RESTRICTED = "restricted";

    private final ApiServer server = ApiServer.start(ApiServerOptions.defaults());
    private final Requests requests = new Requests(server);

    @BeforeAll
    void prepare() {
        Definitions.create(server);
        Definitions.namespace(server, Chart.NAMESPACE, Map.of());
        Definitions.namespace(server, "alluxio", Map.of());
        Definitions.namespace(server, RESTRICTED, Map.of("pod-security.kubernetes.io/enforce", "restricted"));
    }

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    @DisplayName("takes every object with every two values together, strictly, and warns of none")
    void takesEveryObject() {
        List<String> problems = new ArrayList<>();
        int objects = 0;
        for (ValueSet values : ValueSets.all()) {
            for (ObjectNode object : Chart.render(Helm.four(), values)) {
                objects++;
                Reply reply = requests.apply(object, "&dryRun=All&fieldValidation=Strict");
                if (!reply.good() || !reply.warnings().isEmpty()) {
                    problems.add(values + ": " + Chart.title(object) + ": " + reply);
                }
            }
        }
        assertThat(problems).isEmpty();
        System.out.println("chart: an API server takes " + objects + " objects of "
                + ValueSets.all().size() + " sets of values");
    }

    @Test
    @DisplayName("refuses a field too many, so the test above can fail")
    void isStrict() {
        ObjectNode service = Chart.one(Chart.render(Chart.RELEASE), "Service");
        ((ObjectNode) service.path("spec")).put("port", 1);
        assertThat(requests.apply(service, "&dryRun=All&fieldValidation=Strict").text())
                .contains(".spec.port: field not declared in schema");
    }

    @Test
    @DisplayName("with Pod Security \"restricted\" takes our pods, and not those on the host's network")
    void podSecurity() {
        List<ObjectNode> rendered = Chart.render(Chart.RELEASE);
        // The servers, and what runs at a test and at an uninstall.
        assertThat(rendered.stream()
                        .filter(object -> object.at("/spec/template").isObject()))
                .hasSize(3)
                .allSatisfy(workload -> {
                    Reply reply = create(workload);
                    assertThat(reply.good()).as(reply.text()).isTrue();
                });
        ObjectNode onHost = Chart.one(Chart.render(Chart.RELEASE, "hostNetwork=true"), "Deployment");
        assertThat(create(onHost).text()).contains("violates PodSecurity \\\"restricted");
    }

    private Reply create(ObjectNode workload) {
        ObjectNode pod = JsonMapper.shared().createObjectNode();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        pod.setAll((ObjectNode) workload.at("/spec/template"));
        ((ObjectNode) pod.path("metadata")).put("name", "ours");
        return requests.create(pod, RESTRICTED, "?dryRun=All&fieldValidation=Strict");
    }
}
