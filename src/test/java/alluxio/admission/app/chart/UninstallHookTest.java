package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The hook of the uninstall")
class UninstallHookTest {

    @Test
    @DisplayName("is a Job and what it needs, before everything else; nothing of a success stays")
    void objects() {
        Map<String, String> hooks = new TreeMap<>();
        for (ObjectNode object : Chart.render(Chart.RELEASE)) {
            JsonNode annotations = object.path("metadata").path("annotations");
            if (annotations.path("helm.sh/hook").asString().equals("pre-delete")) {
                assertThat(annotations.path("helm.sh/hook-delete-policy").asString())
                        .isEqualTo("before-hook-creation,hook-succeeded");
                hooks.put(
                        Chart.title(object),
                        annotations.path("helm.sh/hook-weight").asString());
            }
        }
        assertThat(hooks)
                .isEqualTo(Map.of(
                        "ServiceAccount/alluxio-admission-unregister", "-10",
                        "ClusterRole/alluxio-admission-unregister", "-10",
                        "ClusterRoleBinding/alluxio-admission-unregister", "-10",
                        "Job/alluxio-admission-unregister", "0"));
    }

    @Test
    @DisplayName("ends in any case")
    void ends() {
        JsonNode job = job(Chart.render(Chart.RELEASE)).path("spec");
        assertThat(job.path("activeDeadlineSeconds").asInt()).isEqualTo(120);
        assertThat(job.path("backoffLimit").asInt()).isEqualTo(3);
        assertThat(job.at("/template/spec/restartPolicy").asString()).isEqualTo("Never");
    }

    @Test
    @DisplayName("names everything by which API servers know of the release, and nothing else")
    void namesEverything() {
        for (String off : List.of("mutation", "validation", "admissionPolicies", "networkPolicy")) {
            List<ObjectNode> objects = Chart.render("release", off + ".enabled=false");
            List<String> registered = objects.stream()
                    .filter(object -> object.path("apiVersion").asString().startsWith("admissionregistration.k8s.io/"))
                    .map(object -> option(object.path("kind").asString()) + " "
                            + object.path("metadata").path("name").asString())
                    .toList();
            List<String> arguments = Chart.texts(job(objects).at("/spec/template/spec/containers/0/args"));
            assertThat(arguments.getFirst()).isEqualTo("unregister");
            String line = String.join(" ", arguments.subList(1, arguments.size()));
            assertThat(List.of(line.split(" (?=--)"))).containsExactlyInAnyOrderElementsOf(registered);
        }
    }

    /** Not that of helm test. */
    private static ObjectNode job(List<ObjectNode> objects) {
        return Chart.ofKind(objects, "Job").stream()
                .filter(job -> job.at("/metadata/name").asString().endsWith("-unregister"))
                .findFirst()
                .orElseThrow();
    }

    /** As the command line has it: {@code --validating-admission-policy}. */
    private static String option(String kind) {
        return "-" + kind.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
}
