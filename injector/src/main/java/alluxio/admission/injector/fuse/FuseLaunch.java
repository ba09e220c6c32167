package alluxio.admission.injector.fuse;

import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.AlluxioVersion;
import alluxio.admission.model.alluxio.EntryPoint;
import alluxio.admission.model.alluxio.FuseEntryPoint;
import alluxio.admission.model.alluxio.ReleaseChange;
import alluxio.admission.model.configuration.FuseSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command, arguments and variables with which the images of a release of Alluxio mount. The sources are {@code integration/docker/entrypoint.sh} and
 * {@code integration/fuse/bin/alluxio-fuse} of each release:
 *
 * <ul>
 *   <li>2.0 mounts in the background, and the container does not end with the mount; 1.x and 3.x take other arguments: no sidecar.
 *   <li>2.1, 2.2: always at {@code /alluxio-fuse}. No volume can be at its parent, so the volume's directory is bound there,
 *       so that later mounts show up at both. A shell waits, because not all of these releases mount in the foreground.
 *   <li>2.3: always at {@code /mnt/alluxio-fuse}; 2.4 to 2.6: at {@code MOUNT_POINT}; 2.7: {@code FUSE_ALLUXIO_PATH} besides.
 *   <li>From 2.8 on both are arguments, and an entry point that finds either variable prints its usage and ends.
 * </ul>
 *
 * <p>Only some releases remove the mount that a killed predecessor left behind, so the script always does. With exec, java is
 * the container's first process, which gets SIGTERM and unmounts.
 *
 * @param script runs with the mount point as {@code $0} and the arguments as {@code $@}
 * @param fuseOptions whether ALLUXIO_FUSE_JAVA_OPTS is read
 */
record FuseLaunch(String script, List<String> arguments, Map<String, String> variables, boolean fuseOptions) {
    /** Where the sidecar mounts the volume that it shares with the application. Alluxio's images have nothing there. */
    static final String VOLUME_PATH = "/mnt";

    private static final String FRESH = FuseContainer.UNMOUNT + "; " + MountPointCommand.OWN_DIRECTORY;
    private static final String START = EntryPoint.SCRIPT + " " + EntryPoint.FUSE + " \"$@\"";
    private static final String EXEC = FRESH + "exec " + START;
    private static final String BIND_AND_WAIT = FRESH
            + "mkdir -p " + FuseEntryPoint.ROOT_MOUNT_POINT + "; mount --bind \"$0\" "
            + FuseEntryPoint.ROOT_MOUNT_POINT + "; "
            + "trap 'kill \"$pid\"; wait \"$pid\"; umount -l \"$0\"' TERM; "
            + START + " & pid=$!; wait \"$pid\"";

    /** The path of the file system in the sidecar. */
    static String mountPoint(FuseSettings fuse) {
        return VOLUME_PATH + "/" + fuse.directory();
    }

    /** Why a sidecar of that release cannot do what the profile says, with the fix; empty if it can. */
    static Optional<String> unsupportedReason(AlluxioRelease release, FuseSettings fuse) {
        AlluxioVersion version = release.line();
        if (!ReleaseChange.FUSE_OPTS.isIn(release)) {
            return Optional.of("the images of Alluxio " + version + " mount in the background, so a sidecar "
                    + "neither notices a lost mount nor unmounts; use fuse mode host, or Alluxio 2.1 or newer");
        }
        if (ReleaseChange.DORA.isIn(release)) {
            return Optional.of("the images of Alluxio " + version
                    + " take other arguments, which alluxio-admission does not know; use fuse mode host");
        }
        if (!ReleaseChange.ALLUXIO_PATH_VARIABLE.isIn(release)
                && !fuse.sidecar().alluxioPath().equals("/")) {
            return Optional.of("the images of Alluxio " + version + " can mount only /, but the profile has "
                    + "fuse.alluxioPath: " + fuse.sidecar().alluxioPath()
                    + "; remove it, or use Alluxio 2.7 or newer");
        }
        FuseEntryPoint entryPoint = FuseEntryPoint.of(release);
        if (entryPoint == FuseEntryPoint.AT_ROOT && fuse.sidecar().security().readOnlyRootFilesystem()) {
            return Optional.of("the images of Alluxio " + version + " mount at " + FuseEntryPoint.ROOT_MOUNT_POINT
                    + ", which they have to make, but the profile has "
                    + "fuse.securityContext.readOnlyRootFilesystem: true; remove it, or use Alluxio 2.3 or newer");
        }
        return unsupportedMountPoint(entryPoint, fuse);
    }

    private static Optional<String> unsupportedMountPoint(FuseEntryPoint entryPoint, FuseSettings fuse) {
        if (entryPoint == FuseEntryPoint.UNKNOWN) {
            return Optional.of("some builds of Alluxio 2.3.0-SNAPSHOT mount at " + FuseEntryPoint.ROOT_MOUNT_POINT
                    + " and others at " + FuseEntryPoint.DEFAULT_MOUNT_POINT
                    + ", and nothing tells them apart; use a release of Alluxio, or fuse mode host");
        }
        if (entryPoint == FuseEntryPoint.BELOW_MNT && !mountPoint(fuse).equals(FuseEntryPoint.DEFAULT_MOUNT_POINT)) {
            String directory = FuseEntryPoint.DEFAULT_MOUNT_POINT.substring(VOLUME_PATH.length() + 1);
            return Optional.of("the images of Alluxio 2.3 mount at " + FuseEntryPoint.DEFAULT_MOUNT_POINT
                    + " only; set fuse.directory: " + directory + " in the profile");
        }
        return Optional.empty();
    }

    /** The launch for a release and a profile for which {@link #unsupportedReason} is empty. */
    static FuseLaunch of(AlluxioRelease release, FuseSettings fuse) {
        FuseEntryPoint entryPoint = FuseEntryPoint.of(release);
        String alluxioPath = fuse.sidecar().alluxioPath();
        List<String> arguments = new ArrayList<>();
        if (!fuse.sidecar().options().isEmpty()) {
            arguments.add(
                    FuseEntryPoint.OPTIONS + String.join(",", fuse.sidecar().options()));
        }
        Map<String, String> variables = new LinkedHashMap<>();
        if (entryPoint == FuseEntryPoint.ARGUMENTS) {
            arguments.add(mountPoint(fuse));
            arguments.add(alluxioPath);
        } else if (entryPoint.readsMountPoint()) {
            variables.put(FuseEntryPoint.MOUNT_POINT, mountPoint(fuse));
        }
        if (entryPoint == FuseEntryPoint.TWO_VARIABLES) {
            variables.put(FuseEntryPoint.ALLUXIO_PATH, alluxioPath);
        }
        String prepare = fuse.sidecar().security().readOnlyRootFilesystem() ? FuseReadOnlyRoot.PREPARE : "";
        return new FuseLaunch(
                entryPoint == FuseEntryPoint.AT_ROOT ? BIND_AND_WAIT : prepare + EXEC,
                arguments,
                variables,
                ReleaseChange.FUSE_OPTIONS_READ.isIn(release));
    }
}
