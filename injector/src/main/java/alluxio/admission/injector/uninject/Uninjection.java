package alluxio.admission.injector.uninject;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.patch.ListIndex;
import alluxio.admission.injector.patch.ListIndex.Slot;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.Lazy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The uninjection of one pod in progress: what the removers read, and what they write with. Each list is searched once and then
 * looked up in its {@link ListIndex}, since nothing else changes the pod meanwhile. Used by one thread.
 */
public final class Uninjection {
    /** The note code for an addition that is no longer in the pod. */
    public static final String MISSING = "uninject-gone";

    private static final List<String> CONTAINERS = List.of("initContainers", "containers");

    private final JsonPatchBuilder patch;
    private final InjectionStatus status;
    private final InjectionReport report;
    private final Map<String, ListIndex> indexes = new HashMap<>();
    private final Map<String, CommaSeparatedNames> names = new LinkedHashMap<>();
    private final Map<Class<?>, Object> computed = new HashMap<>();
    private final VolumeUsage volumeUsage;
    private final Lazy<Optional<String>> remaining = new Lazy<>(this::findRemaining);

    /** @param status of the pod: the additions to remove */
    public Uninjection(JsonPatchBuilder patch, InjectionStatus status, InjectionReport report) {
        this.patch = patch;
        this.status = status;
        this.report = report;
        this.volumeUsage = new VolumeUsage(this);
    }

    public JsonPatchBuilder patch() {
        return patch;
    }

    public InjectionStatus status() {
        return status;
    }

    InjectionReport report() {
        return report;
    }

    /** A value that a remover computes once for all additions of its kind, when it first needs it. */
    public <T> T computeOnce(Class<T> type, Function<Uninjection, T> compute) {
        Object value = computed.get(type);
        if (value == null) {
            value = compute.apply(this);
            computed.put(type, value);
        }
        return type.cast(value);
    }

    VolumeUsage volumeUsage() {
        return volumeUsage;
    }

    PodElement root() {
        return patch.root();
    }

    public PodElement spec() {
        return patch.member(root(), "spec");
    }

    /** The pod's annotations, or an empty object that is not part of it. */
    PodElement annotations() {
        return patch.member(patch.member(root(), "metadata"), "annotations");
    }

    /** The index of a list by the names of its items, made on first use. */
    public ListIndex indexByName(PodElement owner, String list) {
        return index(owner, list, () -> ListIndex.byName(owner.list(list), patch.budget()));
    }

    /** The index of a list, made on first use. */
    public ListIndex index(PodElement owner, String list, Supplier<ListIndex> create) {
        // By the field path, which does not change when containers before it are removed.
        return indexes.computeIfAbsent(owner.field() + '\0' + list, _ -> create.get());
    }

    /** The container that an addition names. */
    public Optional<PodElement> container(Addition addition) {
        return Iterables.firstPresent(
                CONTAINERS, list -> item(spec(), list, indexByName(spec(), list).first(addition.where())));
    }

    /** An item of a list at its current position; empty if it is not an object. */
    Optional<PodElement> item(PodElement owner, String list, Optional<Slot> slot) {
        return slot.flatMap(s -> s.item() instanceof ObjectNode object
                ? Optional.of(owner.item(list, indexByName(owner, list).position(s), object))
                : Optional.empty());
    }

    /** The entries of that name in a container's env, in their order. Kubernetes uses the last one, which may refer to others. */
    public List<PodElement> variables(PodElement container, String name) {
        return Iterables.mapPresent(
                indexByName(container, "env").all(name), slot -> item(container, "env", Optional.of(slot)));
    }

    /** The container that an addition names; in the report if it is missing. */
    public Optional<PodElement> existingContainer(Addition addition) {
        Optional<PodElement> container = container(addition);
        if (container.isEmpty()) {
            reportMissing("container \"" + addition.where() + "\"");
        }
        return container;
    }

    /** Whether the status has such an addition. */
    public boolean claims(AdditionKind kind, String where, String what) {
        return status.detail(new Addition(kind, where, what)).isPresent();
    }

    /** Removes an item of a list. When the last one is removed, the list gets the state that it had before the injection. */
    public void removeItem(PodElement owner, String list, ListIndex index, String key, Slot slot) {
        if (index.size() > 1 || !restore(owner, list)) {
            patch.remove(owner, list, index.position(slot));
        }
        index.remove(key, slot);
    }

    /** Makes a member absent or null again; false if the status does not say that it was. */
    public boolean restore(PodElement owner, String name) {
        switch (status.parents().getOrDefault(owner.fieldOf(name), "")) {
            case StatusRecorder.ABSENT -> patch.remove(owner, name);
            case StatusRecorder.NULL -> patch.set(owner, name, JsonNodeFactory.instance.nullNode());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** An injected init container that was not removed. Computed once, after the init containers had their turn. */
    public Optional<String> remainingInitContainer() {
        return remaining.get();
    }

    private Optional<String> findRemaining() {
        return spec().list(InitContainers.LIST)
                .valueStream()
                .map(container -> container.path("name").stringValue(""))
                .filter(name -> claims(AdditionKind.INIT_CONTAINERS, "", name))
                .findFirst();
    }

    /** The names in an annotation. {@link #finish} writes what is left of them. */
    CommaSeparatedNames namesIn(String annotation) {
        return names.computeIfAbsent(
                annotation, key -> new CommaSeparatedNames(annotations().text(key)));
    }

    /** Writes the changed lists of names, and removes the status. Called last. */
    public void finish(String statusKey) {
        names.forEach((key, list) -> {
            if (list.isChanged() && annotations().get(key) != null) {
                AnnotationRemover.write(this, key, list);
            }
        });
        removeAnnotation(statusKey);
    }

    /** Removes an annotation. When the last one is removed, the annotations get the state that they had before the injection. */
    void removeAnnotation(String key) {
        patch.remove(annotations(), key);
        PodElement metadata = patch.member(root(), "metadata");
        if (annotations().node().isEmpty()
                && restore(metadata, "annotations")
                && metadata.node().isEmpty()) {
            restore(root(), "metadata");
        }
    }

    /**
     * Reports an addition that is no longer in the pod.
     *
     * @param what with its place: {@code the mount of /opt/domain in container "app"}
     */
    public void reportMissing(String what) {
        report.warn(MISSING, what + ": was injected, but is no longer in the pod");
    }

    /** Reports an addition that was changed since the injection and is left in the pod. */
    public void reportChanged(String what) {
        report.warn(
                "uninject-changed",
                what + ": changed after the injection, so it is left in; if nothing needs it, remove it by hand");
    }

    /**
     * Reports an addition that is left in the pod because something needs it.
     *
     * @param user what needs it, and the fix: {@code container "app" mounts it at /x; remove …}
     */
    public void reportInUse(String what, String user) {
        report.warn("uninject-in-use", what + ": left in, because " + user);
    }
}
