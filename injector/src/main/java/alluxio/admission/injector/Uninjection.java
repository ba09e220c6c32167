package alluxio.admission.injector;

import alluxio.admission.injector.Status.Addition;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One removal under way: what the removers read and what they write with. Used by one thread, for one pod.
 *
 * @param status what the pod says was put in
 */
record Uninjection(PatchBuilder patch, Status status, Report report) {
    static final String GONE = "uninject-gone";

    Place root() {
        return patch.root();
    }

    Place spec() {
        return patch.member(root(), "spec");
    }

    /** The pod's annotations, or an empty object that is not part of it. */
    Place annotations() {
        return patch.member(patch.member(root(), "metadata"), "annotations");
    }

    /** The container that an addition names. */
    Optional<Place> container(Addition addition) {
        return Containers.all(spec()).stream()
                .filter(place -> place.text("name").equals(addition.where()))
                .findFirst();
    }

    /** The same for one that is to be changed: in the report when it is gone. */
    Optional<Place> containerToChange(Addition addition) {
        Optional<Place> container = container(addition);
        if (container.isEmpty()) {
            gone("container \"" + addition.where() + "\"");
        }
        return container;
    }

    /** Whether the status also claims this. */
    boolean claims(Status.Kind kind, String where, String what) {
        return status.detail(new Addition(kind, where, what)).isPresent();
    }

    /** Takes an item out of a list; with its last one the list becomes again what it was before. */
    void removeItem(Place owner, String list, int index) {
        if (owner.list(list).size() > 1 || !restore(owner, list)) {
            patch.remove(owner, list, index);
        }
    }

    /** Makes a member absent or null if it was; false when it was neither, or nobody knows. */
    boolean restore(Place owner, String name) {
        switch (status.parents().getOrDefault(owner.fieldOf(name), "")) {
            case StatusRecorder.ABSENT -> patch.remove(owner, name);
            case StatusRecorder.NULL -> patch.set(owner, name, JsonNodeFactory.instance.nullNode());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Takes an annotation away; with the last one the annotations become again what they were before. */
    void removeAnnotation(String key) {
        patch.remove(annotations(), key);
        Place metadata = patch.member(root(), "metadata");
        if (annotations().node().isEmpty()
                && restore(metadata, "annotations")
                && metadata.node().isEmpty()) {
            restore(root(), "metadata");
        }
    }

    /** @param what with its place: {@code the mount of /opt/domain in container "app"} */
    void gone(String what) {
        report.warn(GONE, what + ": put in by the injection, but not there any more");
    }

    void changed(String what) {
        report.warn(
                "uninject-changed",
                what + ": changed after the injection, and left as it is; take it out by hand if nothing needs it");
    }

    /** @param user who, and how to mend it: {@code container "app" mounts it at /x; remove …} */
    void inUse(String what, String user) {
        report.warn("uninject-in-use", what + ": left in, because " + user);
    }
}
