package alluxio.admission.injector.uninject;

import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusRecorder;

/**
 * Removes annotations, or single names of a comma-separated list in one. They come last, because they are about volumes: the name
 * of a volume that stays is kept.
 */
public final class AnnotationRemover implements Remover {
    @Override
    public boolean isIntact(Uninjection uninjection, Addition addition, String detail) {
        return addition.what().isEmpty()
                ? Digests.of(uninjection.annotations().text(addition.where())).equals(detail)
                : uninjection.namesIn(addition.where()).contains(addition.what());
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        String key = addition.where();
        if (uninjection.annotations().get(key) == null) {
            uninjection.reportMissing("annotation " + key);
        } else if (addition.what().isEmpty()) {
            removeText(uninjection, key, detail);
        } else {
            removeName(uninjection, key, addition.what());
        }
    }

    private static void removeText(Uninjection uninjection, String key, String detail) {
        if (!Digests.of(uninjection.annotations().text(key)).equals(detail)) {
            uninjection.reportChanged("annotation " + key);
        } else if (uninjection.volumeUsage().isShownAsFile(key)) {
            uninjection.reportInUse(
                    "annotation " + key,
                    "a volume that stays shows it as a file; remove that volume first, and then the annotation by hand");
        } else {
            uninjection.removeAnnotation(key);
        }
    }

    private static void removeName(Uninjection uninjection, String key, String name) {
        CommaSeparatedNames names = uninjection.namesIn(key);
        if (!names.contains(name)) {
            uninjection.reportMissing("\"" + name + "\" in annotation " + key);
        } else if (VolumeRemover.exists(uninjection, name)) {
            uninjection.reportInUse(
                    "\"" + name + "\" in annotation " + key,
                    "the pod keeps a volume of that name; remove that first, and then the name by hand");
        } else {
            names.remove(name);
        }
    }

    /** Writes what is left of a list. */
    static void write(Uninjection uninjection, String key, CommaSeparatedNames names) {
        PodElement annotations = uninjection.annotations();
        if (names.isEmpty()) {
            removeLastName(uninjection, annotations, key);
        } else {
            uninjection.patch().set(annotations, key, annotations.node().stringNode(names.toString()));
        }
    }

    /** The annotation may have been there before the injection, null or empty. */
    private static void removeLastName(Uninjection uninjection, PodElement annotations, String key) {
        String before = uninjection.status().parents().getOrDefault(annotations.fieldOf(key), StatusRecorder.ABSENT);
        if (before.equals(StatusRecorder.ABSENT)) {
            uninjection.removeAnnotation(key);
        } else if (!uninjection.restore(annotations, key)) {
            uninjection.patch().set(annotations, key, annotations.node().stringNode(""));
        }
    }
}
