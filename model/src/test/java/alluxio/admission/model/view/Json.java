package alluxio.admission.model.view;

import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON for tests: single quotes and bare names, so that it can be read in a Java string. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
            .build();

    private Json() {}

    static ObjectNode of(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }
}
