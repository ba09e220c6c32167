package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.patch.JsonPatch.Add;
import alluxio.admission.injector.patch.JsonPatch.PatchOperation;
import alluxio.admission.injector.patch.JsonPatch.Remove;
import alluxio.admission.injector.patch.JsonPatch.Replace;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes a copy of the pod (or looks at the pod itself, see {@link #ofUnchanged}) and records each change as a patch operation, so that mutators always see the pod as patched so far.
 * Parents that are missing or null are created with their first element. Each operation has its own copy of its value, since
 * the value in the tree may be changed by later operations. Used by one thread.
 */
public final class JsonPatchBuilder {
    private final ObjectNode tree;
    private final List<PatchOperation> operations = new ArrayList<>();
    private final List<Add> insertions = new ArrayList<>();
    private final StatusRecorder recorder;
    private final Budget budget;

    private JsonPatchBuilder(ObjectNode tree, StatusRecorder recorder, Budget budget) {
        this.tree = tree;
        this.budget = budget;
        this.recorder = recorder;
    }

    /**
     * Changes a copy of the pod.
     *
     * @param budget spent by what is read of the tree
     */
    public static JsonPatchBuilder ofCopy(ObjectNode pod, StatusRecorder recorder, Budget budget) {
        return new JsonPatchBuilder(pod.deepCopy(), recorder, budget);
    }

    /**
     * To look at the pod itself as if to change it. Nothing may be changed.
     *
     * @param budget spent by what is read of the tree
     */
    public static JsonPatchBuilder ofUnchanged(ObjectNode pod, Budget budget) {
        return new JsonPatchBuilder(pod, new StatusRecorder(Optional.empty(), ExplanationBuilder.unwanted()), budget);
    }

    /** The pod as patched so far. */
    public PodElement root() {
        return new PodElement(tree, "", "", budget);
    }

    public Budget budget() {
        return budget;
    }

    public JsonPatch patch() {
        List<PatchOperation> all = new ArrayList<>(operations);
        all.addAll(insertions);
        return new JsonPatch(all);
    }

    /** A member object, created empty if it is missing or null. */
    public PodElement object(PodElement owner, String name) {
        if (owner.get(name) instanceof ObjectNode child) {
            return owner.child(name, child);
        }
        ObjectNode created = owner.node().objectNode();
        recordParent(owner, name);
        set(owner, name, created);
        return owner.child(name, created);
    }

    /** A member object, for reading only: if it is missing or null, an empty object that is not part of the tree. */
    public PodElement member(PodElement owner, String name) {
        ObjectNode child = owner.get(name) instanceof ObjectNode object
                ? object
                : owner.node().objectNode();
        return owner.child(name, child);
    }

    /** Appends to a list member, which is created if it is missing or null. */
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

    /** Inserts into a list member at a position, at once: the pointers of the items behind it change. */
    public void insert(PodElement owner, String name, int index, JsonNode value) {
        if (owner.get(name) instanceof ArrayNode list && index < list.size()) {
            operations.add(new Add(owner.pointerTo(name) + "/" + index, value.deepCopy()));
            list.insert(index, value);
        } else {
            append(owner, name, value);
        }
    }

    /**
     * Inserts into a list member, which is created if it is missing or null. The operations come at the end of the patch, so that
     * the pointers of all others stay those of the original pod. The tree does not show the new items.
     */
    public void insertLast(PodElement owner, String name, int index, List<? extends JsonNode> values) {
        if (owner.get(name) instanceof ArrayNode list && !list.isEmpty()) {
            boolean atEnd = index == list.size();
            String pointer = owner.pointerTo(name) + "/" + (atEnd ? "-" : Integer.toString(index));
            for (JsonNode value : atEnd ? values : values.reversed()) {
                insertions.add(new Add(pointer, value.deepCopy()));
            }
        } else {
            for (JsonNode value : values) {
                append(owner, name, value);
            }
        }
    }

    /** The items of {@link #insertLast}, which the tree does not show. */
    public List<JsonNode> inserted() {
        List<JsonNode> inserted = new ArrayList<>();
        for (Add insertion : insertions) {
            inserted.add(insertion.value());
        }
        return inserted;
    }

    /** The pod's annotations, created if they are missing or null. */
    public PodElement annotations() {
        return object(object(root(), "metadata"), "annotations");
    }

    /** Sets a member, whatever its value was. */
    public void set(PodElement owner, String name, JsonNode value) {
        String pointer = owner.pointerTo(name);
        operations.add(
                owner.node().has(name) ? new Replace(pointer, value.deepCopy()) : new Add(pointer, value.deepCopy()));
        owner.node().set(name, value);
    }

    /** Removes a member. */
    public void remove(PodElement owner, String name) {
        operations.add(new Remove(owner.pointerTo(name)));
        owner.node().remove(name);
    }

    /** Removes an item of a list member. */
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
