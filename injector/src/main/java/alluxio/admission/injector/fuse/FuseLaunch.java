package alluxio.admission.injector.fuse;

import alluxio.admission.model.alluxio.AlluxioVersion;
import alluxio.admission.model.configuration.FuseSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the images of one release of Alluxio are told to mount. The sources are {@code integration/docker/entrypoint.sh} and
 * {@code integration/fuse/bin/alluxio-fuse} of each release:
 *
 * <ul>
 *   <li>2.0 mounts in the background and never ends with it; 1.x and 3.x take other arguments: no sidecar.
 *   <li>2.1, 2.2: always at {@code /alluxio-fuse}. No volume can be at its parent, so the volume's directory is bound there,
 *       which makes the two one place for every later mount. A shell waits, because not all of these mount in the foreground.
 *   <li>2.3: always at {@code /mnt/alluxio-fuse}; 2.4 to 2.6: at {@code MOUNT_POINT}; 2.7: {@code FUSE_ALLUXIO_PATH} besides.
 *   <li>From 2.8 on both are arguments, and an entry point that finds either variable prints its usage and ends.
 * </ul>
 *
 * <p>Only some of them remove the mount that a killed predecessor left behind, so the script does, for all. With exec, java
 * is the container's first process: SIGTERM reaches it, and it unmounts.
 *
 * @param script runs with the mount point as {@code $0} and the arguments as {@code $@}
 * @param fuseOptions whether ALLUXIO_FUSE_JAVA_OPTS is read
 */
record FuseLaunch(String script, List<String> arguments, Map<String, String> variables, boolean fuseOptions) {
    /** Where the sidecar mounts the volume that it shares with the application. Alluxio's images keep nothing there. */
    static final String VOLUME_PATH = "/mnt";

    private static final String FIXED_IN_2_3 = "alluxio-fuse";
    private static final String FRESH = FuseContainer.UNMOUNT + "; " + FuseMountPoint.OWN_DIRECTORY;
    private static final String EXEC = FRESH + "exec /entrypoint.sh fuse \"$@\"";
    private static final String BIND_AND_WAIT = FRESH
            + "mkdir -p /alluxio-fuse; mount --bind \"$0\" /alluxio-fuse; "
            + "trap 'kill \"$pid\"; wait \"$pid\"; umount -l \"$0\"' TERM; "
            + "/entrypoint.sh fuse \"$@\" & pid=$!; wait \"$pid\"";

    static String mountPoint(FuseSettings fuse) {
        return VOLUME_PATH + "/" + fuse.directory();
    }

    /** Why a sidecar of that release cannot do what the profile asks, with the way out; empty when it can. */
    static Optional<String> whyNot(AlluxioVersion version, FuseSettings fuse) {
        if (!version.isAtLeast(2, 1)) {
            return Optional.of("the images of Alluxio " + version + " mount in the background, so a sidecar of them "
                    + "neither notices a lost mount nor unmounts; use fuse mode host, or Alluxio 2.1 or newer");
        }
        if (version.isAtLeast(3, 0)) {
            return Optional.of("the images of Alluxio " + version
                    + " take other arguments, which are not known here; use fuse mode host");
        }
        if (!version.isAtLeast(2, 7) && !fuse.sidecar().alluxioPath().equals("/")) {
            return Optional.of("the images of Alluxio " + version + " mount / and nothing else, but the profile has "
                    + "fuse.alluxioPath: " + fuse.sidecar().alluxioPath()
                    + "; remove it, or use Alluxio 2.7 or newer");
        }
        if (version.equals(new AlluxioVersion(2, 3)) && !fuse.directory().equals(FIXED_IN_2_3)) {
            return Optional.of("the images of Alluxio 2.3 mount at /mnt/" + FIXED_IN_2_3
                    + " and nowhere else; set fuse.directory: " + FIXED_IN_2_3 + " in the profile");
        }
        return Optional.empty();
    }

    /** For a release and a profile of which {@link #whyNot} has nothing to say. */
    static FuseLaunch of(AlluxioVersion version, FuseSettings fuse) {
        String alluxioPath = fuse.sidecar().alluxioPath();
        List<String> arguments = new ArrayList<>();
        if (!fuse.sidecar().options().isEmpty()) {
            arguments.add("--fuse-opts=" + String.join(",", fuse.sidecar().options()));
        }
        Map<String, String> variables = new LinkedHashMap<>();
        if (version.isAtLeast(2, 8)) {
            arguments.add(mountPoint(fuse));
            arguments.add(alluxioPath);
        } else if (version.isAtLeast(2, 4)) {
            variables.put("MOUNT_POINT", mountPoint(fuse));
        }
        if (version.equals(new AlluxioVersion(2, 7))) {
            variables.put("FUSE_ALLUXIO_PATH", alluxioPath);
        }
        return new FuseLaunch(
                version.isAtLeast(2, 3) ? EXEC : BIND_AND_WAIT, arguments, variables, version.isAtLeast(2, 4));
    }
}
