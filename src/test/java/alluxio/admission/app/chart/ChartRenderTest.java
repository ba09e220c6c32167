package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.testcluster.Helm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("With every two values together, the chart")
class ChartRenderTest {
    private static final String LABEL = "app.kubernetes.io/name";

    static Stream<ValueSet> values() {
        return ValueSets.all().stream();
    }

    @ParameterizedTest
    @MethodSource("values")
    @DisplayName("is the same to Helm 3 and Helm 4, names each object once and labels it as ours")
    void rendersTheSame(ValueSet values) {
        List<ObjectNode> objects = Chart.render(Helm.four(), values);
        assertThat(objects).isEqualTo(Chart.render(Helm.three(), values));
        assertThat(objects.stream().map(object -> Chart.title(object) + " in " + Chart.namespace(object)))
                .doesNotHaveDuplicates();
        for (ObjectNode object : objects) {
            JsonNode labels = object.path("metadata").path("labels");
            assertThat(labels.path(LABEL).asString()).as(Chart.title(object)).isEqualTo("alluxio-admission");
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    @DisplayName("opts its own pods in to nothing, and no Service or budget counts another's")
    void ownPods(ValueSet values) {
        List<ObjectNode> objects = Chart.render(Helm.four(), values);
        JsonNode server = podLabels(Chart.one(objects, "Deployment"));
        for (ObjectNode service : Chart.ofKind(objects, "Service")) {
            assertThat(server.properties())
                    .containsAll(service.path("spec").path("selector").properties());
        }
        for (ObjectNode job : Chart.ofKind(objects, "Job")) {
            JsonNode labels = podLabels(job);
            assertThat(labels.path(LABEL).asString()).isEqualTo("alluxio-admission");
            assertThat(labels.properties())
                    .doesNotContainAnyElementsOf(List.of(server.properties().stream()
                            .filter(label -> label.getKey().endsWith("component"))
                            .findFirst()
                            .orElseThrow()));
        }
        assertThat(objects.toString()).doesNotContain("\"caBundle\":");
        assertThat(server.propertyNames()).noneMatch(label -> label.startsWith("alluxio.io/"));
    }

    @Test
    @DisplayName(
            "leaves out fields of podSecurityContext that are null, in the Job of an uninstall too, which has the pods' labels")
    void openShift() {
        List<ObjectNode> objects = Chart.render(
                Helm.four(),
                ValueSet.of(
                        "podSecurityContext.runAsUser=null",
                        "podSecurityContext.runAsGroup=null",
                        "podSecurityContext.fsGroup=null",
                        "podLabels={\"team\":\"data\"}",
                        "podAnnotations={\"note\":\"1\"}"));
        for (ObjectNode workload : List.of(
                Chart.one(objects, "Deployment"), Chart.ofKind(objects, "Job").getFirst())) {
            assertThat(workload.at("/spec/template/spec/securityContext").toString())
                    .isEqualTo("{\"runAsNonRoot\":true,\"seccompProfile\":{\"type\":\"RuntimeDefault\"}}");
            assertThat(podLabels(workload).path("team").asString("")).isEqualTo("data");
            assertThat(workload.at("/spec/template/metadata/annotations/note").asString(""))
                    .isEqualTo("1");
        }
    }

    @Test
    @DisplayName("with hostNetwork, stops a replica before it starts the next, which needs its port")
    void hostNetwork() {
        List<ObjectNode> objects = Chart.render(Helm.four(), ValueSet.of("hostNetwork=true"));
        assertThat(Chart.one(objects, "Deployment")
                        .at("/spec/strategy/rollingUpdate")
                        .toString())
                .isEqualTo("{\"maxSurge\":0,\"maxUnavailable\":1}");
    }

    private static JsonNode podLabels(JsonNode workload) {
        return workload.path("spec").path("template").path("metadata").path("labels");
    }
}
