package alluxio.admission.cluster.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Objects are read as the API server sent them")
class RawResourceDeserializerTest {
    private static final String OBJECT = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","namespace":"n","resourceVersion":"7"%s,"x":null},"spec":{"a":null,"b":[],"c":{},"d":"1Gi"}}
            """.strip();

    private final KubernetesSerialization serialization = RawResourceDeserializer.serialization();

    @Test
    @DisplayName("in a list, without managedFields")
    void ofList() {
        GenericKubernetesResourceList list = serialization.unmarshal(
                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"9\",\"continue\":\"c\"},\"items\":["
                        + OBJECT.formatted(",\"managedFields\":[{\"fieldsV1\":{\"f:a\":{}}}]") + "]}",
                GenericKubernetesResourceList.class);
        assertThat(list.getMetadata().getContinue()).isEqualTo("c");
        assertRaw(list.getItems().getFirst());
    }

    @Test
    @DisplayName("in an event of a watch, also where fabric8 has a model of the kind")
    void ofEvent() {
        WatchEvent event = serialization.unmarshal(
                "{\"type\":\"MODIFIED\",\"object\":" + OBJECT.formatted(",\"managedFields\":[]") + "}",
                WatchEvent.class);
        assertRaw((GenericKubernetesResource) event.getObject());
    }

    @Test
    @DisplayName("and the end of a watch whose resource version has expired is recognised")
    void ofStatus() {
        WatchEvent event = serialization.unmarshal("""
                {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"code":410,"reason":"Expired"}}
                """, WatchEvent.class);
        assertThat(((Status) event.getObject()).getCode()).isEqualTo(410);
    }

    private static void assertRaw(GenericKubernetesResource resource) {
        assertThat(resource).isInstanceOf(RawResource.class);
        assertThat(resource.getMetadata().getName()).isEqualTo("a");
        assertThat(resource.getMetadata().getNamespace()).isEqualTo("n");
        assertThat(resource.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(((RawResource) resource).tree())
                .isEqualTo(JsonMapper.shared().readTree(OBJECT.formatted("")));
    }
}
