package alluxio.admission.injector.pod;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.alluxio.VersionRecognition;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.Pod;
import alluxio.admission.model.view.Volume;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The worker of a pod that has its clients beside it, such as Trino and a worker in one pod. The clients use this worker: its sockets
 * are where it has a volume for them, and the pod need not be on a node with another worker.
 *
 * @param container its name
 * @param sockets the volume of the pod that holds the domain sockets; empty if the worker has none yet, or has the directory of the
 *     node that its profile names
 */
public record PodWorker(String container, Optional<SocketVolume> sockets) {
    /** Volumes in which a worker can make its socket. */
    private static final Set<String> WRITABLE =
            Set.of("emptyDir", "", "hostPath", "persistentVolumeClaim", "ephemeral", "csi");

    /**
     * A volume of the pod with the sockets of its worker.
     *
     * @param directory of the sockets, in the worker
     * @param mountPath of the volume, in the worker: the directory or a folder above it
     * @param subPath of the mount; "" for the whole volume
     * @param isOfNode whether it is a directory of the node
     */
    public record SocketVolume(
            String name, String type, String directory, String mountPath, String subPath, boolean isOfNode) {
        /** Whether the mount is the directory itself, so that a mount at the same path hides nothing else of a client. */
        public boolean isWholeMount() {
            return mountPath.equals(directory);
        }
    }

    /** Whether the pod itself has all that the worker and its clients need, and nothing of the node. */
    public boolean isPrivate() {
        return sockets.filter(volume -> !volume.isOfNode()).isPresent();
    }

    /**
     * The worker; empty unless it is the only one, and has an application or FUSE beside it that runs as long as it does.
     *
     * @param injected the names of containers that an earlier injection added, which do not count
     */
    public static Optional<PodWorker> find(PodView view, Set<String> injected, Profile profile, Budget budget) {
        Optional<ShortCircuitSettings> settings = profile.shortCircuit();
        if (settings.isEmpty() || settings.get().policy() != ShortCircuitPolicy.UUID || !mayHaveWorker(view)) {
            return Optional.empty();
        }
        List<Container> running =
                Pod.of(Field.root(view.pod(), budget), "", List.of(), ClusterView.NOTHING).containers().stream()
                        .filter(container -> container.stage().isRunning() && !injected.contains(container.name()))
                        .toList();
        List<Container> workers =
                running.stream().filter(container -> container.is(Role.WORKER)).toList();
        boolean clients =
                running.stream().anyMatch(container -> container.role().isEmpty() || container.is(Role.FUSE));
        return workers.size() == 1 && clients && isAlluxio2(workers.getFirst(), profile)
                ? Optional.of(new PodWorker(workers.getFirst().name(), sockets(workers.getFirst(), settings.get())))
                : Optional.empty();
    }

    /** Most pods have none, and are not read once more for it. */
    private static boolean mayHaveWorker(PodView view) {
        if (view.roles().contains(Role.WORKER)) {
            return true;
        }
        for (JsonNode init : view.pod().path("spec").path("initContainers")) {
            if (PodContainers.isNativeSidecar(init)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAlluxio2(Container worker, Profile profile) {
        return VersionRecognition.isAlluxio2(
                worker.imageName(), worker.words(), Optional.of(Role.WORKER), profile.release());
    }

    private static Optional<SocketVolume> sockets(Container worker, ShortCircuitSettings settings) {
        String directory = directory(worker).orElse(ContainerPath.absolute(settings.mountPath()));
        return worker.mountOf(directory)
                .filter(mount -> ContainerPath.isBelowRoot(mount.path()))
                .filter(mount -> !mount.field().at("subPathExpr").exists())
                .filter(mount -> !isOfProfile(mount, directory, settings))
                .flatMap(mount -> mount.volume()
                        .filter(volume -> WRITABLE.contains(volume.type()))
                        .map(volume -> socketVolume(mount, volume, directory)));
    }

    private static SocketVolume socketVolume(ContainerMount mount, Volume volume, String directory) {
        return new SocketVolume(
                volume.name(), volume.describe(), directory, mount.path(), mount.subPath(), volume.isHostPath());
    }

    /** Where the worker is told to have its sockets: the address, or with a fixed name the folder that holds it. */
    private static Optional<String> directory(Container worker) {
        Optional<String> address = worker.options()
                .get(PropertyKeys.DOMAIN_SOCKET_ADDRESS)
                .map(Property::value)
                .filter(value -> value.startsWith("/") && value.indexOf('$') < 0 && value.indexOf('{') < 0)
                .map(ContainerPath::normalize);
        boolean uuid = worker.options().isTrue(PropertyKeys.DOMAIN_SOCKET_AS_UUID);
        return address.map(path -> uuid || isMounted(worker, path) ? path : ContainerPath.parent(path));
    }

    private static boolean isMounted(Container worker, String path) {
        return worker.mountOf(path).filter(mount -> mount.path().equals(path)).isPresent();
    }

    private static boolean isOfProfile(ContainerMount mount, String directory, ShortCircuitSettings settings) {
        return mount.path().equals(directory)
                && mount.hostPath().isPresent()
                && mount.hostPath().equals(settings.hostPath().map(ContainerPath::absolute));
    }
}
