package alluxio.admission.model.configuration;

import alluxio.admission.model.kube.ContainerPath;
import java.util.List;

/**
 * Where running Alluxio clusters are looked for, and what is believed of them. What is discovered decides which directories of
 * a node are mounted in pods, so only namespaces that an administrator names count.
 *
 * @param namespaces to look in; empty: discovery is off
 * @param hostPaths a discovered directory of a node must be below one of these
 * @param pods whether pods in all namespaces are watched, to report those that opted in and were not injected
 */
public record DiscoverySettings(List<String> namespaces, List<String> hostPaths, boolean pods) {
    /** Where the official charts and operators put directories of a node. */
    public static final List<String> DEFAULT_HOST_PATHS = List.of("/tmp", "/mnt", "/data", "/opt", "/var/lib/alluxio");

    /** Nothing is discovered. */
    public static final DiscoverySettings OFF = new DiscoverySettings(List.of(), DEFAULT_HOST_PATHS, false);

    /** Directories that no setting allows: with one of these a pod could take over the node. */
    public static final List<String> OF_THE_SYSTEM =
            List.of("/etc", "/proc", "/sys", "/dev", "/run", "/var/run", "/var/lib/kubelet");

    public DiscoverySettings {
        namespaces = List.copyOf(namespaces);
        hostPaths = List.copyOf(hostPaths);
    }

    public boolean isOn() {
        return !namespaces.isEmpty();
    }

    /** Whether an administrator trusts the Alluxio clusters of this namespace. */
    public boolean trusts(String namespace) {
        return namespaces.contains(namespace);
    }

    /** Whether a discovered directory of a node may be mounted in pods: below an allowed one, and not {@code /} or one of the system's. */
    public boolean allows(String hostPath) {
        String path = ContainerPath.normalize(hostPath);
        return ContainerPath.isBelowRoot(hostPath)
                && !isOfTheSystem(path)
                && hostPaths.stream().anyMatch(allowed -> ContainerPath.isWithin(path, allowed));
    }

    /** Whether a path, without {@code ..}, is one of {@link #OF_THE_SYSTEM}, or within or above one. */
    public static boolean isOfTheSystem(String path) {
        return OF_THE_SYSTEM.stream()
                .anyMatch(system -> ContainerPath.isWithin(system, path) || ContainerPath.isWithin(path, system));
    }
}
