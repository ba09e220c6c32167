package alluxio.admission.model.kube;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.kube.PodTemplateSearch.Result;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The pod templates of an object")
class PodTemplateSearchTest {
    private static final String POD = "{'spec': {'containers': [{'name': 'c'}]}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'spec': {'template': POD}} | spec.template |",
                "{'spec': {'template': {'metadata': {}, 'spec': {'containers': [{'image': 'i'}]}}}} | spec.template |",
                "{'spec': {'groups': [{'t': POD}, {'t': POD}]}} | spec.groups[0].t, spec.groups[1].t |",
                "{'spec': {'groups': [{'name': 'a', 't': POD}, {'name': 'b', 't': POD}]}} | spec.groups[name=a].t, spec.groups[name=b].t |",
                "{'spec': {'groups': [{'name': 'a', 't': POD}, {'name': 'a', 't': POD}]}} | spec.groups[0].t, spec.groups[1].t |",
                "{'spec': {'list': [POD]}} | spec.list[0] |",
                "{'spec': {'template': {'spec': {'containers': []}}}} ||",
                "{'spec': {'template': {'spec': {'containers': [1]}}}} ||",
                "{'spec': {'template': {'spec': {'containers': [{}]}}}} ||",
                "{'spec': {'template': {'spec': {'containers': 'all'}}}} ||",
                "{'spec': {'containers': [{'name': 'c'}]}} || spec.containers",
                "{'spec': {'worker': {'replicas': 1, 'spec': {'containers': [{'name': 'c'}]}}}} || spec.worker.spec.containers",
                "{'spec': {'templates': [{'name': 't', 'container': {'image': 'i'}}]}} || spec.templates[name=t].container",
                "{'spec': {'driver': {'image': 'i', 'sidecars': [{'image': 's'}]}}} || spec.driver, spec.driver.sidecars",
                "{'status': {'template': POD}} ||",
                "{} ||"
            })
    @DisplayName("are what has their shape; containers elsewhere are parts of pods")
    void shape(String text, String templates, String parts) {
        Result found = search(text);
        assertThat(found.templates())
                .extracting(template -> template.path().toString())
                .containsExactly(split(templates));
        assertThat(found.parts()).extracting(FieldPath::toString).containsExactly(split(parts));
        assertThat(found.complete()).isTrue();
    }

    @Test
    @DisplayName("are found down to a depth and to a length of their paths; beyond, the search says so")
    void limits() {
        assertThat(search(nested("a", PodTemplateSearch.DEPTH - 1)).templates()).hasSize(1);
        Result tooDeep = search(nested("a", PodTemplateSearch.DEPTH));
        assertThat(tooDeep.templates()).isEmpty();
        assertThat(tooDeep.complete()).isFalse();
        assertThat(search(nested("a".repeat(PodTemplateSearch.PATH_CHARACTERS - 1), 1))
                        .templates())
                .hasSize(1);
        Result tooLong = search(nested("a".repeat(PodTemplateSearch.PATH_CHARACTERS), 1));
        assertThat(tooLong.templates()).isEmpty();
        assertThat(tooLong.complete()).isFalse();
    }

    @Test
    @DisplayName("change with the object")
    void live() {
        ObjectNode object = object("{'spec': {'template': POD}}");
        PodTemplateSearch.search(object).templates().getFirst().pod().put("changed", true);
        assertThat(object.at("/spec/template/changed").asBoolean()).isTrue();
    }

    /** A template below this many objects, each in a member of that name, in a member {@code t}. */
    private static String nested(String name, int depth) {
        return ("{'" + name + "': ").repeat(depth) + "{'t': POD}" + "}".repeat(depth);
    }

    private static String[] split(String texts) {
        return texts == null ? new String[0] : texts.split(", ");
    }

    private static Result search(String text) {
        return PodTemplateSearch.search(object(text));
    }

    private static ObjectNode object(String text) {
        return (ObjectNode)
                JsonMapper.shared().readTree(text.replace("POD", POD).replace('\'', '"'));
    }
}
