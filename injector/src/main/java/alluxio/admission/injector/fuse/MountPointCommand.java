package alluxio.admission.injector.fuse;

import alluxio.admission.injector.patch.CopiedMountCheck;
import alluxio.admission.injector.patch.UndefinedVolumeCheck;

/**
 * The shell command by which the privileged sidecar gets a directory to mount at. The directory is in a volume that other
 * containers of the pod mount, too. If one of them left a symbolic link there, mount(2) would follow it, and the file system, whose
 * content the pod's author may choose, would cover a directory of the privileged container: its programs or its libraries.
 *
 * <p>Admission lets no other container mount that volume writable ({@link UndefinedVolumeCheck}, {@link CopiedMountCheck}). This
 * command protects where admission was bypassed: by an ephemeral container, or a pod that was created while the webhook was down.
 *
 * <ul>
 *   <li>First the volume's root directory, which the kubelet creates with mode 0777, is closed to all but root: from then on its
 *       content does not change before the mount.
 *   <li>mkdir without -p creates a new directory or fails; it follows no link. An existing one must be a directory, not a link, and
 *       belong to root ({@code -O}), as that of an earlier start of this container does.
 *   <li>Anything else ends the container, with a line in its log and in its termination message. It is not removed, because it
 *       shows who created it.
 * </ul>
 */
final class MountPointCommand {
    private static final String REFUSE =
            "{ echo \"alluxio-fuse: $0 is a link, or no directory of root's: another container of the pod made it, and "
                    + "mounting there could cover a directory of this privileged container. Let no other container mount this "
                    + "volume writable, and create the pod again\" | tee /dev/termination-log >&2; exit 1; }";

    /** For sh, with the mount point as {@code $0}: continues only with a directory that this container, or root, created. */
    static final String OWN_DIRECTORY = "chmod 0755 " + FuseLaunch.VOLUME_PATH
            + "; mkdir \"$0\" 2>/dev/null; [ ! -L \"$0\" ] && [ -d \"$0\" ] && [ -O \"$0\" ] || " + REFUSE + "; ";

    private MountPointCommand() {}
}
