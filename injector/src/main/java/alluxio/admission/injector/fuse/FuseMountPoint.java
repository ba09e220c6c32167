package alluxio.admission.injector.fuse;

import alluxio.admission.injector.patch.CopiedMountCheck;
import alluxio.admission.injector.patch.UndefinedVolumeCheck;

/**
 * How the privileged sidecar gets a directory to mount at. The directory is in a volume that other containers of the pod have,
 * too. If one of them could leave a symbolic link there, mount(2) would follow it, and the file system, whose content a pod's
 * author chooses, would cover a directory of the privileged container: its programs or its libraries.
 *
 * <p>Admission lets no other container mount that volume writable ({@link UndefinedVolumeCheck}, {@link CopiedMountCheck}). This holds
 * where admission was passed by: by an ephemeral container, or a pod that was made while the webhook was away.
 *
 * <ul>
 *   <li>First the volume's own directory, which the kubelet makes with mode 0777, is closed to all but root: from then on what
 *       is found there stays so until it is mounted at.
 *   <li>mkdir without -p makes a new directory or fails; it follows no link. What is there already has to be a directory, no
 *       link, and root's own ({@code -O}), as the one of an earlier start of this container is.
 *   <li>Anything else ends the container, with a line in its log and in its termination message. Nothing of it is removed:
 *       what it is shows who made it.
 * </ul>
 */
final class FuseMountPoint {
    private static final String REFUSE =
            "{ echo \"alluxio-fuse: $0 is a link, or no directory of root's: another container of the pod made it, and "
                    + "mounting there could cover a directory of this privileged container. Let no other container mount this "
                    + "volume writable, and create the pod again\" | tee /dev/termination-log >&2; exit 1; }";

    /** For sh, with the mount point as {@code $0}: goes on only with a directory that this container, or root, has made. */
    static final String OWN_DIRECTORY = "chmod 0755 " + FuseLaunch.VOLUME_PATH
            + "; mkdir \"$0\" 2>/dev/null; [ ! -L \"$0\" ] && [ -d \"$0\" ] && [ -O \"$0\" ] || " + REFUSE + "; ";

    private FuseMountPoint() {}
}
