package alluxio.admission.model.kube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The pod of an object")
class PodTemplatesTest {
    private static final String POD = "{'spec': {'containers': []}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind': 'Pod'} | true",
                "{'kind': 'PodTemplate', 'template': POD} | true",
                "{'kind': 'Deployment', 'spec': {'template': POD}} | true",
                "{'kind': 'CronJob', 'spec': {'jobTemplate': {'spec': {'template': POD}}}} | true",
                "{'apiVersion': 'batch/v1', 'kind': 'Job', 'spec': {'template': POD}} | true",
                "{'apiVersion': 'batch.volcano.sh/v1alpha1', 'kind': 'Job', 'spec': {'template': POD}} | false",
                "{'apiVersion': 'argoproj.io/v1alpha1', 'kind': 'Rollout', 'spec': {'template': POD}} | false",
                "{'apiVersion': 'extensions/v1beta1', 'kind': 'Deployment', 'spec': {'template': POD}} | true",
                "{'apiVersion': 'extensions/v1beta1', 'kind': 'StatefulSet', 'spec': {'template': POD}} | false",
                "{'kind': 'CronJob', 'spec': {'template': POD}} | false",
                "{'kind': 'Service', 'spec': null} | false",
                "{} | false"
            })
    @DisplayName("is where its kind has it")
    void found(String text, boolean expected) {
        ObjectNode object = (ObjectNode)
                JsonMapper.shared().readTree(text.replace("POD", POD).replace('\'', '"'));
        assertThat(PodTemplates.find(object).isPresent()).isEqualTo(expected);
    }
}
