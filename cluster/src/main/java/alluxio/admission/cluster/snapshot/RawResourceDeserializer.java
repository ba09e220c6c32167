package alluxio.admission.cluster.snapshot;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.model.jackson.Jackson2JdkTypesModule;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/** Reads objects as raw trees, and skips the longest part that no object needs, {@code managedFields}, without building it. */
final class RawResourceDeserializer extends ValueDeserializer<GenericKubernetesResource> {

    /**
     * For a client whose objects are raw. It knows no kinds but Status, else fabric8 would read events of a watch as its typed
     * models; without Status it would not recognise that a resource version has expired, and would ask for it for ever.
     */
    static KubernetesSerialization serialization() {
        SimpleModule module =
                new SimpleModule().addDeserializer(GenericKubernetesResource.class, new RawResourceDeserializer());
        KubernetesSerialization serialization = new KubernetesSerialization(
                JsonMapper.builderWithJackson2Defaults()
                        .addModule(new Jackson2JdkTypesModule())
                        .addModule(module)
                        .build(),
                false);
        serialization.registerKubernetesResource(Status.class);
        return serialization;
    }

    @Override
    public RawResource deserialize(JsonParser parser, DeserializationContext context) {
        return new RawResource(object(parser, context, false));
    }

    /** @param metadata whether this is the object's {@code metadata} */
    private static ObjectNode object(JsonParser parser, DeserializationContext context, boolean metadata) {
        ObjectNode object = context.getNodeFactory().objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (metadata && name.equals("managedFields")) {
                parser.skipChildren();
            } else if (!metadata && name.equals("metadata") && value == JsonToken.START_OBJECT) {
                object.set(name, object(parser, context, true));
            } else {
                object.set(name, context.readTree(parser));
            }
        }
        return object;
    }
}
