package alluxio.admission.discovery;

import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.JvmOptions.Property;
import java.util.Optional;

/** Where the workers of one workload have their domain sockets. */
sealed interface SocketDirectory {

    /**
     * In a directory of each node.
     *
     * @param mountPath in the worker
     * @param source of both
     */
    record OnNode(String hostPath, String mountPath, String source) implements SocketDirectory {}

    /**
     * On a claim, which is not known to be a directory of each node.
     *
     * @param why completes "the source is …"
     */
    record OnClaim(String mountPath, String source, String why) implements SocketDirectory {}

    /** Nowhere where a client could use them; the reason begins with the workload. */
    record None(String reason) implements SocketDirectory {}

    /**
     * Reads the properties and mounts of a workload's worker.
     *
     * @param served whether the masters have {@link PropertyKeys#DOMAIN_SOCKET_AS_UUID}, which is the default of all others
     */
    static SocketDirectory of(Workload workload, HostDirectories directories, boolean served) {
        Container worker = workload.container(Role.WORKER).orElseThrow();
        Optional<Property> address = worker.options()
                .get(PropertyKeys.DOMAIN_SOCKET_ADDRESS)
                .filter(p -> !p.value().isEmpty());
        if (address.isEmpty() && worker.options().isComplete()) {
            return new None(
                    workload + " opens no domain socket: " + PropertyKeys.DOMAIN_SOCKET_ADDRESS
                            + " is not set; install Alluxio with the chart values shortCircuit.policy=uuid and shortCircuit.volumeType=hostPath");
        }
        String path = address.map(Property::value).orElse(AlluxioPaths.DOMAIN_SOCKETS);
        if (!HostDirectories.isPlain(path) || HostDirectories.isOfSystem(path)) {
            return new None(workload + " has its domain socket at " + path + ", where nothing is mounted in clients");
        }
        Optional<ContainerMount> mount =
                worker.mountOf(path).filter(m -> !m.path().equals("/"));
        if (mount.isEmpty()) {
            return new None(workload + " has no volume at " + path
                    + " for its domain socket; install Alluxio with the chart value shortCircuit.volumeType=hostPath");
        }
        if (address.isPresent() && !served && !hasUuid(worker)) {
            return new None(
                    workload + " opens one socket of a fixed name, because " + PropertyKeys.DOMAIN_SOCKET_AS_UUID
                            + " is not true; clients cannot tell it from those of other nodes");
        }
        return of(workload, mount.get(), ContainerPath.normalize(path), directories);
    }

    private static SocketDirectory of(
            Workload workload, ContainerMount mount, String path, HostDirectories directories) {
        String source = HostDirectories.source(workload, mount);
        return switch (directories.find(mount, path)) {
            case HostDirectories.Place.Known(String hostPath, String volume) ->
                new OnNode(hostPath, path, source + volume);
            case HostDirectories.Place.Claim(String why) -> new OnClaim(path, source, why);
            case HostDirectories.Place.Unusable(String reason) ->
                new None(workload + " has its domain socket " + reason);
        };
    }

    private static boolean hasUuid(Container worker) {
        return worker.options().isTrue(PropertyKeys.DOMAIN_SOCKET_AS_UUID)
                || (worker.options().get(PropertyKeys.DOMAIN_SOCKET_AS_UUID).isEmpty()
                        && !worker.options().isComplete());
    }
}
