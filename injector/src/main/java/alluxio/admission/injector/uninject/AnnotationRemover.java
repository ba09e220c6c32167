package alluxio.admission.injector.uninject;

import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusRecorder;

/**
 * Annotations: a whole one, or one name of a comma list. Last, because they speak of volumes: what they say of a volume
 * that stays is still true.
 */
public final class AnnotationRemover implements Remover {
    @Override
    public boolean holds(Uninjection uninjection, Addition addition, String detail) {
        return addition.what().isEmpty()
                ? Digests.of(uninjection.annotations().text(addition.where())).equals(detail)
                : uninjection.names(addition.where()).contains(addition.what());
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        String key = addition.where();
        if (uninjection.annotations().get(key) == null) {
            uninjection.gone("annotation " + key);
        } else if (addition.what().isEmpty()) {
            removeText(uninjection, key, detail);
        } else {
            removeName(uninjection, key, addition.what());
        }
    }

    private static void removeText(Uninjection uninjection, String key, String detail) {
        if (!Digests.of(uninjection.annotations().text(key)).equals(detail)) {
            uninjection.changed("annotation " + key);
        } else if (uninjection.users().showAnnotation(key)) {
            uninjection.inUse("annotation " + key, "a volume that stays has it as a file");
        } else {
            uninjection.removeAnnotation(key);
        }
    }

    private static void removeName(Uninjection uninjection, String key, String name) {
        CommaSeparatedNames names = uninjection.names(key);
        if (!names.contains(name)) {
            uninjection.gone("\"" + name + "\" in annotation " + key);
        } else if (VolumeRemover.exists(uninjection, name)) {
            uninjection.inUse("\"" + name + "\" in annotation " + key, "the pod keeps a volume of that name");
        } else {
            names.remove(name);
        }
    }

    /** Writes what is left of a list, once all names that go are out of it. */
    static void write(Uninjection uninjection, String key, CommaSeparatedNames names) {
        PodElement annotations = uninjection.annotations();
        if (names.isEmpty()) {
            removeLastName(uninjection, annotations, key);
        } else {
            uninjection.patch().set(annotations, key, annotations.node().stringNode(names.toString()));
        }
    }

    /** The annotation may have been there, null or empty. */
    private static void removeLastName(Uninjection uninjection, PodElement annotations, String key) {
        String before = uninjection.status().parents().getOrDefault(annotations.fieldOf(key), StatusRecorder.ABSENT);
        if (before.equals(StatusRecorder.ABSENT)) {
            uninjection.removeAnnotation(key);
        } else if (!uninjection.restore(annotations, key)) {
            uninjection.patch().set(annotations, key, annotations.node().stringNode(""));
        }
    }
}
