package alluxio.admission.model.alluxio;

import java.util.Optional;

/**
 * How the entry point of a release is told where to mount Alluxio as a file system. Source: {@code entrypoint.sh} of 2.0 to
 * 2.10; Alluxio pull requests 15318 and 15345 for the arguments.
 */
public enum FuseEntryPoint {
    /** Up to 2.2: always at {@value #ROOT_MOUNT_POINT}. */
    AT_ROOT,
    /**
     * Builds of 2.3.0-SNAPSHOT: at {@value #ROOT_MOUNT_POINT} or at {@value #DEFAULT_MOUNT_POINT}, as the change came in the
     * middle of them (chart 0.6.0).
     */
    UNKNOWN,
    /** 2.3: always at {@value #DEFAULT_MOUNT_POINT}. */
    BELOW_MNT,
    /** 2.4 to 2.6: at the variable {@value #MOUNT_POINT}, else at {@value #DEFAULT_MOUNT_POINT}. */
    VARIABLE,
    /** 2.7: the same, and the directory of Alluxio in {@value #ALLUXIO_PATH}. */
    TWO_VARIABLES,
    /** From 2.8: two arguments, and the entry point prints its usage and ends where either variable is set. */
    ARGUMENTS;

    /** The variable with the mount point. */
    public static final String MOUNT_POINT = "MOUNT_POINT";

    /** The variable with the directory of Alluxio. */
    public static final String ALLUXIO_PATH = "FUSE_ALLUXIO_PATH";

    /** The argument with the mount options begins so; commas are between them. */
    public static final String OPTIONS = "--fuse-opts=";

    /** Also the default of {@code alluxio.fuse.mount.point}. */
    public static final String DEFAULT_MOUNT_POINT = "/mnt/alluxio-fuse";

    /** The mount point up to 2.2. Its parent is the root, so that no volume can hold it. */
    public static final String ROOT_MOUNT_POINT = "/alluxio-fuse";

    /** The way of a release of Alluxio 2. */
    public static FuseEntryPoint of(AlluxioRelease release) {
        if (!ReleaseChange.FUSE_BELOW_MNT.isIn(release)) {
            return AT_ROOT;
        }
        if (ReleaseChange.FUSE_ARGUMENTS.isIn(release)) {
            return ARGUMENTS;
        }
        if (ReleaseChange.ALLUXIO_PATH_VARIABLE.isIn(release)) {
            return TWO_VARIABLES;
        }
        if (ReleaseChange.MOUNT_POINT_VARIABLE.isIn(release)) {
            return VARIABLE;
        }
        return release.isSnapshot() ? UNKNOWN : BELOW_MNT;
    }

    /** The mount point that nothing can change; empty where something can, or where it is not known. */
    public Optional<String> fixedMountPoint() {
        return switch (this) {
            case AT_ROOT -> Optional.of(ROOT_MOUNT_POINT);
            case BELOW_MNT -> Optional.of(DEFAULT_MOUNT_POINT);
            case UNKNOWN, VARIABLE, TWO_VARIABLES, ARGUMENTS -> Optional.empty();
        };
    }

    /** Whether it reads the variable {@value #MOUNT_POINT}. */
    public boolean readsMountPoint() {
        return this == VARIABLE || this == TWO_VARIABLES;
    }
}
