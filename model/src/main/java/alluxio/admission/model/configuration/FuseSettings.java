package alluxio.admission.model.configuration;

import java.util.Optional;

/**
 * The FUSE file system that a cluster offers.
 *
 * @param hostPath the parent of the daemon's mount point, on the node; empty: there is no daemon
 * @param mountPath where that parent is mounted in the pod, unless the pod says otherwise
 * @param directory the mount point's name below either
 * @param sidecar what {@link FuseMode#SIDECAR} runs
 */
public record FuseSettings(
        FuseMode mode, Optional<String> hostPath, String mountPath, String directory, SidecarSettings sidecar) {}
