package alluxio.admission.injector;

import alluxio.admission.injector.Status.Addition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Annotations: a whole one, or one name of a comma list. Last, because they speak of volumes: what they say of a volume
 * that stays is still true.
 */
final class AnnotationRemover implements Remover {
    @Override
    public boolean holds(Uninjection uninjection, Addition addition, String detail) {
        String text = uninjection.annotations().text(addition.where());
        return addition.what().isEmpty()
                ? Digests.of(text).equals(detail)
                : Arrays.asList(text.split(",", -1)).contains(addition.what());
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
        } else if (VolumeRemover.showsAnnotation(uninjection.spec(), key)) {
            uninjection.inUse("annotation " + key, "a volume that stays has it as a file");
        } else {
            uninjection.removeAnnotation(key);
        }
    }

    private static void removeName(Uninjection uninjection, String key, String name) {
        Place annotations = uninjection.annotations();
        // Not stripped: what else is in the list comes back as it was.
        List<String> names = new ArrayList<>(Arrays.asList(annotations.text(key).split(",", -1)));
        int index = names.lastIndexOf(name);
        if (index < 0) {
            uninjection.gone("\"" + name + "\" in annotation " + key);
        } else if (VolumeRemover.exists(uninjection.spec(), name)) {
            uninjection.inUse("\"" + name + "\" in annotation " + key, "the pod keeps a volume of that name");
        } else if (names.size() > 1) {
            names.remove(index);
            uninjection.patch().set(annotations, key, annotations.node().stringNode(String.join(",", names)));
        } else {
            removeLastName(uninjection, annotations, key);
        }
    }

    /** The annotation may have been there, null or empty. */
    private static void removeLastName(Uninjection uninjection, Place annotations, String key) {
        String before = uninjection.status().parents().getOrDefault(annotations.fieldOf(key), StatusRecorder.ABSENT);
        if (before.equals(StatusRecorder.ABSENT)) {
            uninjection.removeAnnotation(key);
        } else if (!uninjection.restore(annotations, key)) {
            uninjection.patch().set(annotations, key, annotations.node().stringNode(""));
        }
    }
}
