package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.alluxio.JavaToolOptions;
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

    private final PatchBuilder patch;
    private final StatusRecorder recorder;

    public EnvironmentVariables(PatchBuilder patch, StatusRecorder recorder) {
        this.patch = patch;
        this.recorder = recorder;
    }

    /** Where the variable comes from. */
    public VariableState state(PodElement container, String name) {
        Optional<PodElement> entry = entry(container, name);
        if (entry.isPresent()) {
            return entry.get().get("valueFrom") == null ? VariableState.VALUE : VariableState.REFERENCE;
        }
        for (JsonNode source : container.list("envFrom")) {
            if (name.startsWith(source.path("prefix").stringValue(""))) {
                return VariableState.ENV_FROM;
            }
        }
        return VariableState.ABSENT;
    }

    /** The literal value as written in the pod, or "" if there is none. */
    public String value(PodElement container, String name) {
        return entry(container, name).map(entry -> entry.text("value")).orElse("");
    }

    /** Adds a variable that is missing. The kubelet expands nothing in its value. */
    public void add(PodElement container, String name, String value) {
        addExpandable(container, name, JavaToolOptions.escapeDollars(value));
    }

    /** Adds a variable that is missing, in whose value the kubelet expands references such as {@code $(NAME)}. */
    public void addExpandable(PodElement container, String name, String value) {
        ObjectNode entry = container.node().objectNode().put("name", name).put("value", value);
        patch.append(container, "env", entry);
        recorder.added(AdditionKind.ENV, container.text("name"), name, Digests.of(entry));
    }

    /** Records a variable that has the wanted value already. */
    public void present(PodElement container, String name) {
        recorder.present(AdditionKind.ENV, container.text("name"), name);
    }

    /** The last entry of that name, which is the one that Kubernetes uses. */
    public static Optional<PodElement> entry(PodElement container, String name) {
        int index = lastIndex(container, name);
        return container.list("env").get(index) instanceof ObjectNode item
                ? Optional.of(container.item("env", index, item))
                : Optional.empty();
    }

    /** The position of {@link #entry}, or -1. */
    public static int lastIndex(PodElement container, String name) {
        ArrayNode env = container.list("env");
        int index = env.size() - 1;
        while (index >= 0 && !env.get(index).path("name").stringValue("").equals(name)) {
            index--;
        }
        return index;
    }
}
