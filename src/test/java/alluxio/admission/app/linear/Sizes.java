package alluxio.admission.app.linear;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How large objects are as JSON, in bytes. */
final class Sizes {
    private Sizes() {}

    static int of(ObjectNode object) {
        return JsonMapper.shared().writeValueAsBytes(object).length;
    }
}
