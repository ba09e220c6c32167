package alluxio.admission.model.kube;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.kube.AdmissionRequest.Change;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AdmissionRequestTest {

    @Test
    void aManifestIsACreationByAnUnknownUser() {
        AdmissionRequest request = AdmissionRequest.create(
                object("{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"a\"}}"), "lab");

        assertThat(request.target().kind()).isEqualTo(new GroupVersionKind("apps", "v1", "Deployment"));
        assertThat(request.operation()).isEqualTo(AdmissionOperation.CREATE);
        assertThat(request.user()).isEmpty();
        assertThat(request.oldObject()).isEmpty();
    }

    @Test
    void aDeletionHasNoNewObject() {
        ObjectNode pod = object("{\"kind\":\"Pod\"}");
        AdmissionRequest request = AdmissionRequest.create(pod, "lab")
                .withChange(new Change(AdmissionOperation.DELETE, Optional.of(pod), Optional.of(pod)));

        assertThat(request.object()).isEmpty();
        assertThat(request.oldObject()).contains(pod);
    }

    @ParameterizedTest
    @CsvSource({"CREATE, CREATE", "UPDATE, UPDATE", "DELETE, DELETE", "CONNECT, CONNECT", "create, OTHER"})
    void anUnknownOperationIsOther(String name, AdmissionOperation operation) {
        assertThat(AdmissionOperation.of(name)).isEqualTo(operation);
    }

    @Test
    void aCoreTypeHasNoGroup() {
        assertThat(GroupVersionKind.of("v1", "Pod")).isEqualTo(new GroupVersionKind("", "v1", "Pod"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"metadata\":{\"name\":\"a\"}}', a",
        "'{\"metadata\":{\"generateName\":\"a-\"}}', a-*",
        "'{\"metadata\":{\"name\":\"a\",\"generateName\":\"b-\"}}', a",
        "'{\"metadata\":{\"name\":\"a\\u001b\"}}', a\\u001b",
        "'{}', ''"
    })
    void aLogNamesTheObject(String object, String name) {
        assertThat(AdmissionRequest.create(object(object), "lab").displayName()).isEqualTo(name);
    }

    @Test
    void theObjectsAreNotInItsText() {
        AdmissionRequest request = AdmissionRequest.create(object("{\"kind\":\"Pod\",\"data\":\"secret\"}"), "lab");

        assertThat(request.toString()).contains("Pod", "lab").doesNotContain("secret");
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }
}
