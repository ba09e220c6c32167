package alluxio.admission.model.view;

import java.util.Set;
import java.util.stream.Collectors;

/** Who can write to a directory of the node that is created for a pod: it belongs to root, with mode 0755. */
public final class VolumeOwners {
    private static final Set<String> CREATED = Set.of("", "DirectoryOrCreate");

    /** The volumes that something which runs before as root may write. */
    private static final Derived<Pod, Set<Volume>> PREPARED = Derived.of(pod -> pod.containers().stream()
            .filter(c -> c.stage() == ContainerStage.INIT || c.stage() == ContainerStage.SIDECAR)
            .filter(c -> !isOrdinaryUser(c))
            .flatMap(c -> c.mounts().stream())
            .filter(m -> !m.isReadOnly())
            .flatMap(m -> m.volume().stream())
            .collect(Collectors.toUnmodifiableSet()));

    private VolumeOwners() {}

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
