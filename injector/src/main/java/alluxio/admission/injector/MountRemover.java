package alluxio.admission.injector;

import alluxio.admission.injector.Status.Addition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Mounts of containers. Before the volumes, which stay as long as anybody mounts them. */
final class MountRemover implements Remover {
    private static final String LIST = "volumeMounts";

    @Override
    public boolean holds(Uninjection uninjection, Addition addition, String detail) {
        return uninjection
                .container(addition)
                .filter(container -> index(container, addition.what(), detail) >= 0)
                .isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        uninjection.containerToChange(addition).ifPresent(container -> {
            String what = "the mount of " + addition.what() + " in container \"" + addition.where() + "\"";
            int index = index(container, addition.what(), detail);
            if (index >= 0) {
                uninjection.removeItem(container, LIST, index);
            } else if (container.list(LIST).valueStream().anyMatch(mount -> isAt(mount, addition.what()))) {
                uninjection.changed(what);
            } else {
                uninjection.gone(what);
            }
        });
    }

    private static int index(Place container, String path, String detail) {
        ArrayNode mounts = container.list(LIST);
        int index = mounts.size() - 1;
        while (index >= 0
                && !(isAt(mounts.get(index), path)
                        && Digests.of(mounts.get(index)).equals(detail))) {
            index--;
        }
        return index;
    }

    private static boolean isAt(JsonNode mount, String path) {
        return mount.isObject()
                && MountPaths.normalize(mount.path("mountPath").stringValue("")).equals(path);
    }
}
