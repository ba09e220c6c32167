package alluxio.admission.injector.request;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Feature;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A pod whose containers have no unique names")
class PodStructureTest {
    private final Injector injector = Fixtures.injector(Feature.SHORT_CIRCUIT);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'name':'app'},{'name':'app'}] | [] | spec.containers[name=app] | two containers have the name \"app\"",
                "[{'name':'app'}] | [{'name':'app'}] | spec.containers[name=app] | two containers have the name \"app\"",
                "[{'image':'a:1'}] | [] | spec.containers | a container has no name",
                "[{'name':'app'}] | [{'name':null}] | spec.initContainers | a container has no name"
            })
    @DisplayName("is refused, since the status identifies containers by name")
    void refused(String containers, String initContainers, String field, String problem) {
        Decision decision = decide(containers.replace('\'', '"'), initContainers.replace('\'', '"'));
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusals())
                                .containsExactly(new Refusal(
                                        "inject-malformed",
                                        field,
                                        problem + "; give each container of the pod a unique name")));
    }

    @Test
    @DisplayName("is injected once each has a unique name")
    void different() {
        assertThat(decide("[{\"name\":\"app\"},{\"name\":\"side\"}]", "[{\"name\":\"setup\"}]"))
                .isInstanceOf(Decision.Injected.class);
    }

    private Decision decide(String containers, String initContainers) {
        ObjectNode pod = Fixtures.JSON.createObjectNode();
        pod.putObject("metadata").putObject("labels").put("alluxio.io/inject", "true");
        ObjectNode spec = pod.putObject("spec");
        spec.set("initContainers", Fixtures.JSON.readTree(initContainers));
        spec.set("containers", Fixtures.JSON.readTree(containers));
        return injector.decide(new InjectionRequest(pod, Fixtures.NAMESPACE, false));
    }
}
