package alluxio.admission.injector.patch;

import alluxio.admission.injector.patch.JsonPatch.Add;
import alluxio.admission.injector.patch.JsonPatch.PatchOperation;
import alluxio.admission.injector.patch.JsonPatch.Remove;
import alluxio.admission.injector.patch.JsonPatch.Replace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A copy of a tree, to which the operations of a patch are applied one after the other (RFC 6902). Used by one thread. */
final class PatchedTree {
    private static final String END = "-";

    private final ObjectNode tree;

    PatchedTree(ObjectNode original) {
        this.tree = original.deepCopy();
    }

    ObjectNode tree() {
        return tree;
    }

    /** @throws IllegalArgumentException if the tree has nothing at the path */
    void apply(PatchOperation operation) {
        String path = operation.path();
        int last = path.lastIndexOf('/');
        JsonNode owner = at(path, last);
        String name = unescaped(path.substring(last + 1));
        if (owner instanceof ObjectNode object) {
            apply(operation, object, name);
        } else if (owner instanceof ArrayNode list) {
            apply(operation, list, name.equals(END) ? list.size() : Integer.parseInt(name));
        } else {
            throw nothingAt(path);
        }
    }

    private static void apply(PatchOperation operation, ObjectNode owner, String name) {
        if (!(operation instanceof Add) && !owner.has(name)) {
            throw nothingAt(operation.path());
        }
        if (operation instanceof Remove) {
            owner.remove(name);
        } else {
            owner.set(name, value(operation));
        }
    }

    private static void apply(PatchOperation operation, ArrayNode owner, int index) {
        if (index < 0 || index > owner.size() - (operation instanceof Add ? 0 : 1)) {
            throw nothingAt(operation.path());
        }
        if (operation instanceof Add) {
            owner.insert(index, value(operation));
        } else if (operation instanceof Remove) {
            owner.remove(index);
        } else {
            owner.set(index, value(operation));
        }
    }

    /** A copy: a later operation may change it, and a patch never changes. */
    private static JsonNode value(PatchOperation operation) {
        JsonNode value = operation instanceof Replace replace ? replace.value() : ((Add) operation).value();
        return value.deepCopy();
    }

    /** The node at the first characters of a path, so many of them. */
    private JsonNode at(String path, int length) {
        JsonNode node = tree;
        int begin = 0;
        while (begin < length) {
            int slash = path.indexOf('/', begin + 1);
            String name = unescaped(path.substring(begin + 1, slash));
            node = node instanceof ArrayNode list ? list.path(Integer.parseInt(name)) : node.path(name);
            begin = slash;
        }
        return node;
    }

    /** The slash first, or the tilde of an escaped tilde would be taken for that of an escaped slash. */
    private static String unescaped(String segment) {
        return segment.indexOf('~') < 0 ? segment : segment.replace("~1", "/").replace("~0", "~");
    }

    private static IllegalArgumentException nothingAt(String path) {
        return new IllegalArgumentException("there is nothing at " + path);
    }
}
