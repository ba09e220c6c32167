package alluxio.admission.injector.patch;

import alluxio.admission.injector.patch.JsonPatch.Add;
import alluxio.admission.injector.patch.JsonPatch.Operation;
import alluxio.admission.injector.patch.JsonPatch.Remove;
import alluxio.admission.injector.patch.JsonPatch.Replace;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.StatusRecorder;
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
public final class PatchBuilder {
    private final ObjectNode tree;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Operation> last = new ArrayList<>();
    private final StatusRecorder recorder;
    private final Budget budget;

    /** @param budget spent by what is read of the tree */
    public PatchBuilder(ObjectNode pod, StatusRecorder recorder, Budget budget) {
        this.tree = pod.deepCopy();
        this.budget = budget;
        this.recorder = recorder;
    }

    public PodElement root() {
        return new PodElement(tree, "", "", budget);
    }

    public Budget budget() {
        return budget;
    }

    public JsonPatch patch() {
        return new JsonPatch(Stream.of(operations, last).flatMap(List::stream).toList());
    }

    /** A member object, created empty where it is missing or null. */
    public PodElement object(PodElement owner, String name) {
        if (owner.get(name) instanceof ObjectNode child) {
            return owner.child(name, child);
        }
        ObjectNode created = owner.node().objectNode();
        recordParent(owner, name);
        set(owner, name, created);
        return owner.child(name, created);
    }

    /** A member object; one that is not part of the tree where it is missing or null, so for reading only. */
    public PodElement member(PodElement owner, String name) {
        ObjectNode child = owner.get(name) instanceof ObjectNode object
                ? object
                : owner.node().objectNode();
        return owner.child(name, child);
    }

    /** Appends to a list member, which is created where it is missing or null. */
    public void append(PodElement owner, String name, JsonNode value) {
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
    public void insertLast(PodElement owner, String name, int index, List<? extends JsonNode> values) {
        if (owner.get(name) instanceof ArrayNode list && !list.isEmpty()) {
            boolean atEnd = index == list.size();
            String pointer = owner.pointerTo(name) + "/" + (atEnd ? "-" : Integer.toString(index));
            (atEnd ? values : values.reversed()).forEach(value -> last.add(new Add(pointer, value.deepCopy())));
        } else {
            values.forEach(value -> append(owner, name, value));
        }
    }

    /** The pod's annotations, created where they are missing or null. */
    public PodElement annotations() {
        return object(object(root(), "metadata"), "annotations");
    }

    /** Sets a member, whatever stood there. */
    public void set(PodElement owner, String name, JsonNode value) {
        String pointer = owner.pointerTo(name);
        operations.add(
                owner.node().has(name) ? new Replace(pointer, value.deepCopy()) : new Add(pointer, value.deepCopy()));
        owner.node().set(name, value);
    }

    /** Takes a member away. */
    public void remove(PodElement owner, String name) {
        operations.add(new Remove(owner.pointerTo(name)));
        owner.node().remove(name);
    }

    /** Takes an item out of a list member. */
    public void remove(PodElement owner, String list, int index) {
        operations.add(new Remove(owner.pointerTo(list) + "/" + index));
        if (owner.get(list) instanceof ArrayNode items) {
            items.remove(index);
        }
    }

    private void recordParent(PodElement owner, String name) {
        recorder.parent(owner.fieldOf(name), StatusRecorder.stateOf(owner.node().get(name)));
    }
}
