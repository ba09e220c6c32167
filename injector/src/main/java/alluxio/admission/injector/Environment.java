package alluxio.admission.injector;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The containers' environment variables. Used by one thread. */
final class Environment {
    /** What a container's environment says of one variable. */
    enum State {
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

    Environment(PatchBuilder patch, StatusRecorder recorder) {
        this.patch = patch;
        this.recorder = recorder;
    }

    State state(Place container, String name) {
        Optional<Place> entry = entry(container, name);
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
    String value(Place container, String name) {
        return entry(container, name).map(entry -> entry.text("value")).orElse("");
    }

    /** Adds a variable that is not there. The kubelet must not expand anything in its value. */
    void add(Place container, String name, String value) {
        append(container, name, JavaToolOptions.escapeDollars(value));
    }

    private void append(Place container, String name, String value) {
        ObjectNode entry = container.node().objectNode().put("name", name).put("value", value);
        patch.append(container, "env", entry);
        recorder.added(AdditionKind.ENV, container.text("name"), name, Digests.of(entry));
    }

    /** The variable is there with our value: ours, if an earlier status says so. */
    void present(Place container, String name) {
        recorder.present(AdditionKind.ENV, container.text("name"), name);
    }

    /** Appends options to a variable that is there, or adds it; does nothing without properties. */
    void appendOptions(Place container, String name, Map<String, String> properties) {
        if (properties.isEmpty()) {
            return;
        }
        String options = JavaToolOptions.render(properties);
        String ours = JavaToolOptions.escapeDollars(options);
        if (HostnameReference.REFERENCE.equals(properties.get(HostnameReference.PROPERTY))) {
            ours = JavaToolOptions.expandable(
                    ours, HostnameReference.PROPERTY, HostnameReference.REFERENCE);
        }
        Optional<Place> entry = entry(container, name);
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
    void presentOptions(Place container, String name) {
        String where = container.text("name");
        if (entry(container, name).isPresent()) {
            recorder.present(AdditionKind.ENV, where, name);
        }
        recorder.claimed(AdditionKind.OPTIONS, where, name)
                .filter(digests -> OptionsTail.fits(value(container, name), digests))
                .ifPresent(digests -> recorder.present(AdditionKind.OPTIONS, where, name));
    }

    /** The last entry of that name, which is the one that counts. */
    static Optional<Place> entry(Place container, String name) {
        int index = lastIndex(container, name);
        return container.list("env").get(index) instanceof ObjectNode item
                ? Optional.of(container.item("env", index, item))
                : Optional.empty();
    }

    /** Where that entry stands, or -1. */
    static int lastIndex(Place container, String name) {
        ArrayNode env = container.list("env");
        int index = env.size() - 1;
        while (index >= 0 && !env.get(index).path("name").stringValue("").equals(name)) {
            index--;
        }
        return index;
    }
}
