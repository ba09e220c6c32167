package alluxio.admission.app.injection;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts something wrong anywhere into a tree. */
final class Damage {
    private Damage() {}

    /** Every place of the tree but its root, in the order of the document. */
    static List<String> pointers(JsonNode tree) {
        List<String> pointers = new ArrayList<>();
        collect(tree, "", pointers);
        return pointers;
    }

    static ObjectNode replace(ObjectNode tree, String pointer, JsonNode value) {
        ObjectNode copy = tree.deepCopy();
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = copy.at(at.head());
        if (parent instanceof ObjectNode object) {
            object.set(at.last().getMatchingProperty(), value.deepCopy());
        } else if (parent instanceof ArrayNode array) {
            array.set(at.last().getMatchingIndex(), value.deepCopy());
        }
        return copy;
    }

    private static void collect(JsonNode node, String pointer, List<String> pointers) {
        if (!pointer.isEmpty()) {
            pointers.add(pointer);
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                collect(array.get(i), pointer + "/" + i, pointers);
            }
        } else {
            node.properties()
                    .forEach(entry -> collect(
                            entry.getValue(),
                            pointer + "/" + entry.getKey().replace("~", "~0").replace("/", "~1"),
                            pointers));
        }
    }
}
