package alluxio.admission.injector.request;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.Decision;
import alluxio.admission.injector.Fixtures;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Feature;
import java.util.List;
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
                "[{'name':'app'},{'name':'b'},{'name':'app'}] | [] | spec.containers[2] | has the name \"app\", as spec.containers[0] has",
                "[{'name':'app'}] | [{'name':'app'}] | spec.containers[0] | has the name \"app\", as spec.initContainers[0] has",
                "[{'image':'a:1'}] | [] | spec.containers[0] | has no name",
                "[{'name':'app'}] | [{'name':null}] | spec.initContainers[0] | has no name"
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
                                        field + " " + problem + "; give each container of the pod a unique name")));
    }

    @Test
    @DisplayName("is refused with the place of each, also where a field of them is wrong")
    void each() {
        assertThat(fields("[{},{},{'name':'x'},{'name':'x'},{'name':'x'}]"))
                .containsExactly(
                        "spec.containers[0]", "spec.containers[1]", "spec.containers[3]", "spec.containers[4]");
        assertThat(fields("[{'name':'x','image':1},{'name':'x','image':2},{'name':'y','image':3}]"))
                .containsExactly(
                        "spec.containers[0].image", "spec.containers[1].image", "spec.containers[name=y].image");
        assertThat(fields("[{'name':'x','volumeMounts':[{'name':'v','mountPath':'/a','subPath':1},"
                        + "{'name':'v','mountPath':'/b','subPath':1}],"
                        + "'env':[{'name':'A','value':1},{'name':'A','value':2}]}]"))
                .containsExactly(
                        "spec.containers[name=x].env[0].value",
                        "spec.containers[name=x].env[1].value",
                        "spec.containers[name=x].volumeMounts[mountPath=/a].subPath",
                        "spec.containers[name=x].volumeMounts[mountPath=/b].subPath");
    }

    private List<String> fields(String containers) {
        return decide(containers.replace('\'', '"'), "[]") instanceof Decision.Refused refused
                ? refused.refusals().stream().map(Refusal::field).toList()
                : List.of();
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
