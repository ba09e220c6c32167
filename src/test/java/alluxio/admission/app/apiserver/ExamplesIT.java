package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Registration.Route;
import alluxio.admission.app.config.ConfigurationLoader;
import alluxio.admission.app.config.OfflineConfiguration;
import alluxio.admission.app.demo.ExampleWorkload.Made;
import alluxio.admission.app.examples.Added;
import alluxio.admission.app.examples.ExampleFile;
import alluxio.admission.app.policy.RuleExamples;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@RealApiServer
@DisplayName("The examples of deploy/examples, in a real API server with our server as its webhook")
class ExamplesIT {
    private static final Map<String, String> PATHS = Map.of(
            "Pod", "/api/v1/namespaces/%s/pods",
            "ConfigMap", "/api/v1/namespaces/%s/configmaps",
            "Service", "/api/v1/namespaces/%s/services",
            "ServiceAccount", "/api/v1/namespaces/%s/serviceaccounts",
            "Role", "/apis/rbac.authorization.k8s.io/v1/namespaces/%s/roles",
            "RoleBinding", "/apis/rbac.authorization.k8s.io/v1/namespaces/%s/rolebindings",
            "Deployment", "/apis/apps/v1/namespaces/%s/deployments",
            "StatefulSet", "/apis/apps/v1/namespaces/%s/statefulsets",
            "Job", "/apis/batch/v1/namespaces/%s/jobs");

    private final Api api;
    private final AdmissionConfiguration configuration =
            OfflineConfiguration.of(ConfigurationLoader.read(ExampleFile.CONFIGURATION));

    ExamplesIT(ApiServer cluster) {
        this.api = new Api(cluster);
    }

    @Test
    @DisplayName("get exactly what their comments promise, as the pods that are made of their templates")
    void promises() {
        api.namespace("workloads", "workloads", Map.of());
        int pods = 0;
        try (Registration _ = Registration.start(api, "workloads", "workloads", Route.SERVICE, configuration)) {
            for (ExampleFile file : ExampleFile.all()) {
                Map<String, List<String>> added = new LinkedHashMap<>();
                for (Made made : file.workload().pods()) {
                    pods++;
                    added.put(made.maker(), added(made.pod()));
                }
                assertThat(ExampleFile.lines(added)).as(file.name()).isEqualTo(file.promise());
            }
        }
        System.out.println("examples: " + pods + " pods of " + ExampleFile.all().size()
                + " files got what their comments promise, through the API server");
    }

    private List<String> added(ObjectNode pod) {
        ObjectNode before =
                withoutName(api.dryRun("workloads", Pods.labelled(pod, "false")).pod(), pod);
        ObjectNode after = withoutName(api.create("workloads", pod).pod(), pod);
        assertThat(Pods.annotation(after, Keys.STATUS)).contains("\"result\":\"injected\"");
        return Added.between(Pods.labelled(before, "true"), after);
    }

    /** A generated name is another one each time. */
    private static ObjectNode withoutName(ObjectNode created, ObjectNode submitted) {
        if (submitted.at("/metadata/name").isMissingNode()) {
            ((ObjectNode) created.get("metadata")).remove("name");
        }
        return created;
    }

    @Test
    @DisplayName("are taken, object by object, and the webhook that judges has nothing to say about them")
    void valid() {
        api.namespace("judged-workloads", "judged-workloads", Map.of());
        ObjectNode probe = (ObjectNode) RuleExamples.of("worker-ports").stream()
                .filter(example -> example.name().equals("fails.yaml"))
                .findFirst()
                .orElseThrow()
                .documents()
                .getFirst();
        int objects = 0;
        try (Registration _ =
                Registration.validating(api, "judged-workloads", "judged-workloads", configuration, probe)) {
            for (ExampleFile file : ExampleFile.all()) {
                for (KubeYaml.Document document : new KubeYaml().read(file.text(), file.name())) {
                    objects++;
                    Api.Reply reply = create(document.content());
                    assertThat(reply.code()).as(file + ": " + reply.text()).isEqualTo(201);
                    assertThat(reply.warnings()).as(file.name()).isEmpty();
                }
            }
        }
        System.out.println("examples: " + objects + " objects taken without a word");
    }

    private Api.Reply create(JsonNode object) {
        String path = PATHS.get(object.path("kind").stringValue(""));
        assertThat(path).as(object.toString()).isNotNull();
        ObjectNode here = object.deepCopy().asObject();
        ((ObjectNode) here.get("metadata")).put("namespace", "judged-workloads");
        return api.send("POST", path.formatted("judged-workloads"), here, "");
    }
}
