package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.alluxio.PropertyKeys;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The containers' environment variables. Used by one thread. */
public final class EnvironmentVariables {
    /** What a container's environment says of one variable. */
    public enum State {
        /** Nowhere to be seen. */
        ABSENT,
        /** With a value that can be read. */
        VALUE,
        /** From another object, by {@code valueFrom}. */
        REFERENCE,
        /** Not in {@code env}, but {@code envFrom} may supply it. */
        MAYBE
    }

    private final PatchBuilder patch;
    private final StatusRecorder recorder;

    public EnvironmentVariables(PatchBuilder patch, StatusRecorder recorder) {
        this.patch = patch;
        this.recorder = recorder;
    }

    public State state(PodElement container, String name) {
        Optional<PodElement> entry = entry(container, name);
        if (entry.isPresent()) {
            return entry.get().get("valueFrom") == null ? State.VALUE : State.REFERENCE;
        }
        for (JsonNode source : container.list("envFrom")) {
            if (name.startsWith(source.path("prefix").stringValue(""))) {
                return State.MAYBE;
            }
        }
        return State.ABSENT;
    }

    /** The variable's text as it stands in the pod, or "" where there is none. */
    public String value(PodElement container, String name) {
        return entry(container, name).map(entry -> entry.text("value")).orElse("");
    }

    /** Adds a variable that is not there. The kubelet must not expand anything in its value. */
    public void add(PodElement container, String name, String value) {
        append(container, name, JavaToolOptions.escapeDollars(value));
    }

    private void append(PodElement container, String name, String value) {
        ObjectNode entry = container.node().objectNode().put("name", name).put("value", value);
        patch.append(container, "env", entry);
        recorder.added(AdditionKind.ENV, container.text("name"), name, Digests.of(entry));
    }

    /** The variable is there with our value: ours, if an earlier status says so. */
    public void present(PodElement container, String name) {
        recorder.present(AdditionKind.ENV, container.text("name"), name);
    }

    /** Appends options to a variable that is there, or adds it; does nothing without properties. */
    public void appendOptions(PodElement container, String name, Map<String, String> properties) {
        if (properties.isEmpty()) {
            return;
        }
        String options = JavaToolOptions.render(properties);
        String ours = JavaToolOptions.escapeDollars(options);
        if (HostnameReference.REFERENCE.equals(properties.get(PropertyKeys.USER_HOSTNAME))) {
            ours = JavaToolOptions.expandable(ours, PropertyKeys.USER_HOSTNAME, HostnameReference.REFERENCE);
        }
        Optional<PodElement> entry = entry(container, name);
        if (entry.isEmpty()) {
            append(container, name, ours);
        } else {
            String old = entry.get().text("value");
            if (old.isEmpty()) {
                recorder.parent(
                        entry.get().fieldOf("value"),
                        StatusRecorder.stateOf(entry.get().node().get("value")));
            }
            String joined = old.isEmpty() ? ours : old + " " + ours;
            patch.set(entry.get(), "value", entry.get().node().stringNode(joined));
        }
        recorder.added(AdditionKind.OPTIONS, container.text("name"), name, Digests.of(ours));
    }

    /** Keeps what an earlier run did to the variable, where its digest still fits the end of the value. */
    public void presentOptions(PodElement container, String name) {
        String where = container.text("name");
        if (entry(container, name).isPresent()) {
            recorder.present(AdditionKind.ENV, where, name);
        }
        recorder.claimed(AdditionKind.OPTIONS, where, name)
                .filter(digests -> AppendedOptions.fits(value(container, name), digests))
                .ifPresent(digests -> recorder.present(AdditionKind.OPTIONS, where, name));
    }

    /** The last entry of that name, which is the one that counts. */
    public static Optional<PodElement> entry(PodElement container, String name) {
        int index = lastIndex(container, name);
        return container.list("env").get(index) instanceof ObjectNode item
                ? Optional.of(container.item("env", index, item))
                : Optional.empty();
    }

    /** Where that entry stands, or -1. */
    public static int lastIndex(PodElement container, String name) {
        ArrayNode env = container.list("env");
        int index = env.size() - 1;
        while (index >= 0 && !env.get(index).path("name").stringValue("").equals(name)) {
            index--;
        }
        return index;
    }
}
