package alluxio.admission.policy.rules.shortcircuit;

import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Volume;
import java.util.Optional;

/** Whether two containers on a node see the same directory at the same path. */
final class SharedDirectory {

    enum Comparison {
        SAME,
        OTHER,
        /** The second one has nothing there. */
        NOTHING,
        /** Not known: a claim may be a directory of the node. */
        UNKNOWN
    }

    private SharedDirectory() {}

    /**
     * @param mine the worker's directory on the node; empty when it is none, or depends on the pod
     * @param ofPod whether it is known to be the worker's own
     * @param path in both containers
     */
    static Comparison of(Optional<String> mine, boolean ofPod, Container client, String path) {
        Optional<ContainerMount> theirs = client.mountOf(path);
        if (theirs.isEmpty()) {
            return Comparison.NOTHING;
        }
        Optional<String> other = onNode(theirs.get(), path);
        if (mine.isPresent() && other.isPresent()) {
            return mine.equals(other) ? Comparison.SAME : Comparison.OTHER;
        }
        return ofPod || isOfPod(theirs) ? Comparison.OTHER : Comparison.UNKNOWN;
    }

    /** The directory on the node that is seen at this path; empty when it is none, or depends on the pod. */
    static Optional<String> onNode(ContainerMount mount, String path) {
        return mount.hostPath()
                .filter(host -> !host.contains("$"))
                .map(host -> ContainerPath.normalize(
                        host + "/" + path.substring(mount.path().length())));
    }

    /** Nothing mounted is the container's own. */
    static boolean isOfPod(Optional<ContainerMount> mount) {
        return mount.isEmpty()
                || mount.flatMap(ContainerMount::volume)
                        .filter(Volume::isEmptyDir)
                        .isPresent();
    }
}
