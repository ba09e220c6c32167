package alluxio.admission.injector.uninject;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.patch.ListIndex;
import alluxio.admission.injector.patch.ListIndex.Slot;
import alluxio.admission.injector.patch.PatchBuilder;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusRecorder;
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
 * One removal under way: what the removers read and what they write with. Nothing else changes the pod meanwhile, so each
 * list is searched once, and then known by its {@link ListIndex}. Used by one thread, for one pod.
 */
public final class Uninjection {
    public static final String GONE = "uninject-gone";

    private static final List<String> CONTAINERS = List.of("initContainers", "containers");

    private final PatchBuilder patch;
    private final InjectionStatus status;
    private final InjectionReport report;
    private final Map<String, ListIndex> indexes = new HashMap<>();
    private final Map<String, CommaSeparatedNames> names = new LinkedHashMap<>();
    private final Map<Class<?>, Object> shared = new HashMap<>();
    private final VolumeUsage users;
    private final Lazy<Optional<String>> stays = new Lazy<>(this::containerLeft);

    /** @param status what the pod says was put in */
    public Uninjection(PatchBuilder patch, InjectionStatus status, InjectionReport report) {
        this.patch = patch;
        this.status = status;
        this.report = report;
        this.users = new VolumeUsage(this);
    }

    public PatchBuilder patch() {
        return patch;
    }

    public InjectionStatus status() {
        return status;
    }

    InjectionReport report() {
        return report;
    }

    /** What a remover finds out once for all additions of its kind: made when it is first needed, then the same. */
    public <T> T shared(Class<T> type, Function<Uninjection, T> made) {
        Object known = shared.get(type);
        if (known == null) {
            known = made.apply(this);
            shared.put(type, known);
        }
        return type.cast(known);
    }

    VolumeUsage users() {
        return users;
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

    /** The items of a list by name, made when it is first asked for. The list of each container has one of its own. */
    public ListIndex named(PodElement owner, String list) {
        return indexed(owner, list, () -> ListIndex.byName(owner.list(list), patch.budget()));
    }

    ListIndex indexed(PodElement owner, String list, Supplier<ListIndex> made) {
        // By the field, which stays the same when containers in front are taken out.
        return indexes.computeIfAbsent(owner.field() + '\0' + list, _ -> made.get());
    }

    /** The container that an addition names. */
    public Optional<PodElement> container(Addition addition) {
        return CONTAINERS.stream()
                .flatMap(list -> item(spec(), list, named(spec(), list).first(addition.where())).stream())
                .findFirst();
    }

    /** An item of a list as it stands there now; empty for what is no object. */
    Optional<PodElement> item(PodElement owner, String list, Optional<Slot> slot) {
        return slot.flatMap(s -> s.item() instanceof ObjectNode object
                ? Optional.of(owner.item(list, named(owner, list).position(s), object))
                : Optional.empty());
    }

    /** The variable of a container: the last one of that name, which is the one that counts. */
    public Optional<PodElement> variable(PodElement container, String name) {
        return item(container, "env", named(container, "env").last(name));
    }

    /** The same for one that is to be changed: in the report when it is gone. */
    public Optional<PodElement> containerToChange(Addition addition) {
        Optional<PodElement> container = container(addition);
        if (container.isEmpty()) {
            gone("container \"" + addition.where() + "\"");
        }
        return container;
    }

    /** Whether the status also claims this. */
    public boolean claims(AdditionKind kind, String where, String what) {
        return status.detail(new Addition(kind, where, what)).isPresent();
    }

    /** Takes an item out of a list; with its last one the list becomes again what it was before. */
    public void removeItem(PodElement owner, String list, ListIndex index, String key, Slot slot) {
        if (index.size() > 1 || !restore(owner, list)) {
            patch.remove(owner, list, index.position(slot));
        }
        index.remove(key, slot);
    }

    /** Makes a member absent or null if it was; false when it was neither, or nobody knows. */
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

    /** A container that came with the injection and stays. Asked when those that go are gone, and looked up once. */
    public Optional<String> containerThatStays() {
        return stays.get();
    }

    private Optional<String> containerLeft() {
        return spec().list(InitContainers.LIST)
                .valueStream()
                .map(container -> container.path("name").stringValue(""))
                .filter(name -> claims(AdditionKind.INIT_CONTAINERS, "", name))
                .findFirst();
    }

    /** The names in an annotation. What is taken out of them is written by {@link #finish}. */
    CommaSeparatedNames names(String annotation) {
        return names.computeIfAbsent(
                annotation, key -> new CommaSeparatedNames(annotations().text(key)));
    }

    /** Last of all: what was done to lists of names, and the status goes. */
    public void finish(String statusKey) {
        names.forEach((key, list) -> {
            if (list.isChanged() && annotations().get(key) != null) {
                AnnotationRemover.write(this, key, list);
            }
        });
        removeAnnotation(statusKey);
    }

    /** Takes an annotation away; with the last one the annotations become again what they were before. */
    void removeAnnotation(String key) {
        patch.remove(annotations(), key);
        PodElement metadata = patch.member(root(), "metadata");
        if (annotations().node().isEmpty()
                && restore(metadata, "annotations")
                && metadata.node().isEmpty()) {
            restore(root(), "metadata");
        }
    }

    /** @param what with its place: {@code the mount of /opt/domain in container "app"} */
    public void gone(String what) {
        report.warn(GONE, what + ": put in by the injection, but not there any more");
    }

    public void changed(String what) {
        report.warn(
                "uninject-changed",
                what + ": changed after the injection, and left as it is; take it out by hand if nothing needs it");
    }

    /** @param user who, and how to mend it: {@code container "app" mounts it at /x; remove …} */
    public void inUse(String what, String user) {
        report.warn("uninject-in-use", what + ": left in, because " + user);
    }
}
