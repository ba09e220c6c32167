package alluxio.admission.injector;

import alluxio.admission.injector.JsonPatch.Add;
import alluxio.admission.injector.JsonPatch.Operation;
import alluxio.admission.injector.JsonPatch.Remove;
import alluxio.admission.injector.JsonPatch.Replace;
import alluxio.admission.model.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes a copy of the pod and writes down each change, so that what a mutator sees is always the pod as patched so
 * far. Parents that are missing or null are created together with their first element. An operation has its own copy of
 * its value: what the tree's gains later is an operation of its own. Used by one thread.
 */
final class PatchBuilder {
    private final ObjectNode tree;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Operation> last = new ArrayList<>();
    private final StatusRecorder recorder;
    private final Budget budget;

    /** @param budget spent by what is read of the tree */
    PatchBuilder(ObjectNode pod, StatusRecorder recorder, Budget budget) {
        this.tree = pod.deepCopy();
        this.budget = budget;
        this.recorder = recorder;
    }

    Place root() {
        return new Place(tree, "", "", budget);
    }

    Budget budget() {
        return budget;
    }

    JsonPatch patch() {
        return new JsonPatch(Stream.of(operations, last).flatMap(List::stream).toList());
    }

    /** A member object, created empty where it is missing or null. */
    Place object(Place owner, String name) {
        if (owner.get(name) instanceof ObjectNode child) {
            return owner.child(name, child);
        }
        ObjectNode created = owner.node().objectNode();
        recordParent(owner, name);
        set(owner, name, created);
        return owner.child(name, created);
    }

    /** A member object; one that is not part of the tree where it is missing or null, so for reading only. */
    Place member(Place owner, String name) {
        ObjectNode child = owner.get(name) instanceof ObjectNode object
                ? object
                : owner.node().objectNode();
        return owner.child(name, child);
    }

    /** Appends to a list member, which is created where it is missing or null. */
    void append(Place owner, String name, JsonNode value) {
        if (owner.get(name) instanceof ArrayNode list) {
            if (list.isEmpty()) {
                recordParent(owner, name);
            }
            operations.add(new Add(owner.pointerTo(name) + "/-", value.deepCopy()));
            list.add(value);
            return;
        }
        recordParent(owner, name);
        set(owner, name, owner.node().arrayNode().add(value));
    }

    /**
     * Inserts into a list member, created where it is missing or null, after all else of the patch and of the insertions
     * before: so the pointers of all operations are those of the pod as it was. Nobody sees the items in this run.
     */
    void insertLast(Place owner, String name, int index, List<? extends JsonNode> values) {
        if (owner.get(name) instanceof ArrayNode list && !list.isEmpty()) {
            boolean atEnd = index == list.size();
            String pointer = owner.pointerTo(name) + "/" + (atEnd ? "-" : Integer.toString(index));
            (atEnd ? values : values.reversed()).forEach(value -> last.add(new Add(pointer, value.deepCopy())));
        } else {
            values.forEach(value -> append(owner, name, value));
        }
    }

    /** The pod's annotations, created where they are missing or null. */
    Place annotations() {
        return object(object(root(), "metadata"), "annotations");
    }

    /** Sets a member, whatever stood there. */
    void set(Place owner, String name, JsonNode value) {
        String pointer = owner.pointerTo(name);
        operations.add(
                owner.node().has(name) ? new Replace(pointer, value.deepCopy()) : new Add(pointer, value.deepCopy()));
        owner.node().set(name, value);
    }

    /** Takes a member away. */
    void remove(Place owner, String name) {
        operations.add(new Remove(owner.pointerTo(name)));
        owner.node().remove(name);
    }

    /** Takes an item out of a list member. */
    void remove(Place owner, String list, int index) {
        operations.add(new Remove(owner.pointerTo(list) + "/" + index));
        if (owner.get(list) instanceof ArrayNode items) {
            items.remove(index);
        }
    }

    private void recordParent(Place owner, String name) {
        recorder.parent(owner.fieldOf(name), StatusRecorder.stateOf(owner.node().get(name)));
    }
}
