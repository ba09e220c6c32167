package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import java.util.HashSet;
import java.util.Set;

/** Who can write to a directory of the node that is created for a pod: it belongs to root, with mode 0755. */
public final class VolumeOwners {
    private static final Set<String> CREATED = Set.of("", "DirectoryOrCreate");

    /** The volumes that something which runs before as root may write. */
    private static final Derived<Pod, Set<Volume>> PREPARED = Derived.of(VolumeOwners::readPrepared);

    private VolumeOwners() {}

    private static Set<Volume> readPrepared(Pod pod) {
        Set<Volume> prepared = new HashSet<>();
        for (Container container : pod.containers()) {
            boolean runsBefore =
                    container.stage() == ContainerStage.INIT || container.stage() == ContainerStage.SIDECAR;
            if (runsBefore && !isOrdinaryUser(container)) {
                Iterables.forEach(
                        container.mounts(),
                        mount -> !mount.isReadOnly(),
                        mount -> mount.volume().ifPresent(prepared::add));
            }
        }
        return prepared;
    }

    /** Whether it is a hostPath whose directory is created where there is none: by its type, or by containerd without one. */
    public static boolean isCreated(Volume volume) {
        return volume.isHostPath()
                && CREATED.contains(volume.source().at("type").string());
    }

    /** Whether the container is set to run as another user than root. */
    public static boolean isOrdinaryUser(Container container) {
        return container.security().uid().orElse(0) != 0;
    }

    /** Whether something that runs before may change the owner; what it really runs is not judged. */
    public static boolean isPrepared(Container container, Volume volume) {
        return container.pod().get(PREPARED).contains(volume);
    }
}
