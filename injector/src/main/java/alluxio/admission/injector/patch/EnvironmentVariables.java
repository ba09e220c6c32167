package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.alluxio.JavaToolOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the containers' environment variables, and adds some. Used by one thread. */
public final class EnvironmentVariables {
    /** Where a container's variable comes from. */
    public enum VariableState {
        /** The container does not have it. */
        ABSENT,
        /** A literal value in {@code env}. */
        VALUE,
        /** Another object or a field, by {@code valueFrom}. */
        REFERENCE,
        /** Possibly {@code envFrom}; the variable is not in {@code env}. */
        ENV_FROM
    }

    private static final String LIST = "env";

    private final JsonPatchBuilder patch;
    private final StatusRecorder recorder;

    /** How many variables this run has put in front of the others, by the containers' pointers. */
    private final Map<String, Integer> inFront = new HashMap<>();

    /** By the containers' pointers, then by the variable as it is written, until a variable is added. */
    private final Map<String, Map<String, ExpandedVariable>> expansions = new HashMap<>();

    public EnvironmentVariables(JsonPatchBuilder patch, StatusRecorder recorder) {
        this.patch = patch;
        this.recorder = recorder;
    }

    /** Where the variable comes from. */
    public VariableState state(PodElement container, String name) {
        Optional<PodElement> entry = entry(container, name);
        if (entry.isPresent()) {
            return entry.get().get("valueFrom") == null ? VariableState.VALUE : VariableState.REFERENCE;
        }
        return maySupply(container, name) ? VariableState.ENV_FROM : VariableState.ABSENT;
    }

    /** Whether the container's {@code envFrom} may supply a variable. */
    static boolean maySupply(PodElement container, String name) {
        for (JsonNode source : container.list("envFrom")) {
            if (name.startsWith(source.path("prefix").stringValue(""))) {
                return true;
            }
        }
        return false;
    }

    /** The value as the container gets it, with the references that can be expanded here; "" if there is none. */
    public ExpandedVariable expanded(PodElement container, String name) {
        int index = lastIndex(container, name);
        if (index < 0) {
            return ExpandedVariable.NONE;
        }
        String written = container.list(LIST).path(index).path("value").stringValue("");
        return expansions
                .computeIfAbsent(container.pointer(), _ -> new HashMap<>())
                .computeIfAbsent(name + "=" + written, _ -> VariableExpansion.of(container, index));
    }

    /** The literal value as written in the pod, or "" if there is none. */
    public String value(PodElement container, String name) {
        Optional<PodElement> entry = entry(container, name);
        return entry.isPresent() ? entry.get().text("value") : "";
    }

    /** Adds a variable that is missing. The kubelet expands nothing in its value. */
    public void add(PodElement container, String name, String value) {
        ObjectNode entry =
                container.node().objectNode().put("name", name).put("value", JavaToolOptions.escapeDollars(value));
        add(container, entry, Optional.empty());
    }

    /**
     * Adds a variable that is missing, in front of the container's: the kubelet expands only references to variables that it has
     * read before, and those of the container may refer to this one.
     *
     * @param referredTo the variable to which this one refers, and behind which it stands
     */
    public void add(PodElement container, ObjectNode entry, Optional<String> referredTo) {
        int before = inFront.getOrDefault(container.pointer(), 0);
        int least = referredTo.isPresent() ? lastIndex(container, referredTo.get()) + 1 : 0;
        int index = Math.max(before, least);
        patch.insert(container, LIST, index, entry);
        inFront.put(container.pointer(), index + 1);
        expansions.remove(container.pointer());
        String name = entry.path("name").stringValue("");
        recorder.added(AdditionKind.ENV, container.text("name"), name, Digests.of(entry));
    }

    /** Moves a variable, which was injected, in front of the container's. */
    public void moveToFront(PodElement container, String name) {
        int index = lastIndex(container, name);
        if (container.list(LIST).get(index) instanceof ObjectNode entry) {
            patch.remove(container, LIST, index);
            patch.insert(container, LIST, 0, entry);
            inFront.merge(container.pointer(), 1, Integer::sum);
            expansions.remove(container.pointer());
        }
    }

    /** Whether an earlier injection added the variable as it is. */
    public boolean isInjected(PodElement container, String name) {
        return recorder.claimed(AdditionKind.ENV, container.text("name"), name)
                .flatMap(digest -> entry(container, name)
                        .filter(entry -> Digests.of(entry.node()).equals(digest)))
                .isPresent();
    }

    /** Records a variable that has the wanted value already. */
    public void present(PodElement container, String name) {
        recorder.present(AdditionKind.ENV, container.text("name"), name);
    }

    /** The last entry of that name, which is the one that Kubernetes uses. */
    public static Optional<PodElement> entry(PodElement container, String name) {
        int index = lastIndex(container, name);
        return container.list(LIST).get(index) instanceof ObjectNode item
                ? Optional.of(container.item(LIST, index, item))
                : Optional.empty();
    }

    /** All entries of that name, in their order. */
    public static List<PodElement> entries(PodElement container, String name) {
        ArrayNode env = container.list(LIST);
        List<PodElement> entries = new ArrayList<>();
        for (int i = 0; i < env.size(); i++) {
            if (env.get(i) instanceof ObjectNode item
                    && item.path("name").stringValue("").equals(name)) {
                entries.add(container.item(LIST, i, item));
            }
        }
        return entries;
    }

    /** The position of {@link #entry}, or -1. */
    public static int lastIndex(PodElement container, String name) {
        ArrayNode env = container.list(LIST);
        int index = env.size() - 1;
        while (index >= 0 && !env.get(index).path("name").stringValue("").equals(name)) {
            index--;
        }
        return index;
    }
}
