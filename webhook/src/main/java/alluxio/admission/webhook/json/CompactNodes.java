package alluxio.admission.webhook.json;

import java.io.Serial;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Creates tree nodes that take less memory than Jackson's own; so do their copies. Thread-safe. */
final class CompactNodes extends JsonNodeFactory {
    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public ObjectNode objectNode() {
        return new CompactObject(this);
    }

    /** Without the ten slots that a list has from its first item on. */
    @Override
    public ArrayNode arrayNode() {
        return new CompactArray(this, 0);
    }

    @Override
    public ArrayNode arrayNode(int capacity) {
        return new CompactArray(this, capacity);
    }

    private static final class CompactObject extends ObjectNode {
        @Serial
        private static final long serialVersionUID = 1L;

        private CompactObject(JsonNodeFactory factory) {
            super(factory, new SmallMap());
        }

        @Override
        public ObjectNode deepCopy() {
            ObjectNode copy = new CompactObject(_nodeFactory);
            _children.forEach((name, value) -> copy.set(name, value.deepCopy()));
            return copy;
        }
    }

    private static final class CompactArray extends ArrayNode {
        @Serial
        private static final long serialVersionUID = 1L;

        private CompactArray(JsonNodeFactory factory, int capacity) {
            super(factory, new ArrayList<>(capacity));
        }

        @Override
        public ArrayNode deepCopy() {
            ArrayNode copy = new CompactArray(_nodeFactory, size());
            for (JsonNode item : this) {
                copy.add(item.deepCopy());
            }
            return copy;
        }
    }
}
