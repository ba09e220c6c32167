package alluxio.admission.injector.uninject;

import alluxio.admission.injector.patch.ListIndex;
import alluxio.admission.injector.patch.ListIndex.Slot;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.ContainerPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Removes mounts of containers. They come before the volumes, which stay as long as a container mounts them. */
public final class MountRemover implements Remover {
    private static final String LIST = "volumeMounts";

    @Override
    public boolean isIntact(Uninjection uninjection, Addition addition, String detail) {
        return uninjection
                .container(addition)
                .flatMap(container -> find(index(uninjection, container), addition.what(), detail))
                .isPresent();
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        uninjection.existingContainer(addition).ifPresent(container -> {
            String what = "the mount of " + addition.what() + " in container \"" + addition.where() + "\"";
            ListIndex index = index(uninjection, container);
            Optional<Slot> found = find(index, addition.what(), detail);
            if (found.isPresent()) {
                uninjection.removeItem(container, LIST, index, addition.what(), found.get());
            } else if (index.first(addition.what()).isPresent()) {
                uninjection.reportChanged(what);
            } else {
                uninjection.reportMissing(what);
            }
        });
    }

    /** Searched from the end, because mounts are appended. */
    private static Optional<Slot> find(ListIndex index, String path, String detail) {
        return Iterables.first(
                index.all(path).reversed(), slot -> Digests.of(slot.item()).equals(detail));
    }

    private static ListIndex index(Uninjection uninjection, PodElement container) {
        return uninjection.index(
                container,
                LIST,
                () -> ListIndex.of(
                        container.list(LIST),
                        MountRemover::path,
                        uninjection.patch().budget()));
    }

    private static @Nullable String path(JsonNode mount) {
        return mount.isObject() ? ContainerPath.absolute(mount.path("mountPath").stringValue("")) : null;
    }
}
