package alluxio.admission.model.alluxio;

import java.util.Optional;

/**
 * A change of Alluxio that matters on Kubernetes, with the first release that has it. A caller that does not know the
 * release asks what is certain: {@link #isIn} and {@link #isNotIn} are both false then.
 */
public enum ReleaseChange {
    /** {@code --fuse-opts=} of the entry point; before, the options are fixed, and FUSE runs in the background. */
    FUSE_OPTS(2, 1, 0),
    /** ASYNC_THROUGH is the default of {@code alluxio.user.file.writetype.default}, which needs the job service. */
    ASYNC_WRITES_BY_DEFAULT(2, 1, 0),
    /** EMBEDDED is the default of {@code alluxio.master.journal.type}, UFS before. */
    EMBEDDED_JOURNAL_BY_DEFAULT(2, 2, 0),
    /** The charts declare the port of the job masters' journal. */
    JOB_JOURNAL_PORT_DECLARED(2, 2, 0),
    /** The role's own variable wins over ALLUXIO_JAVA_OPTS; before, the scripts append the two the other way round. */
    ROLE_OPTIONS_WIN(2, 3, 0),
    /** {@code alluxio.worker.container.hostname}. */
    WORKER_CONTAINER_HOSTNAME(2, 3, 0),
    /** FUSE mounts at {@code /mnt/alluxio-fuse} and no longer at {@code /alluxio-fuse} (chart 0.6.0). */
    FUSE_BELOW_MNT(2, 3, 0),
    /** {@code launch-process} gives masters and workers the heaps and direct memory that are known here. */
    LAUNCH_HEAP_DEFAULTS(2, 3, 0),
    /** Embedded journals are kept by Ratis, and not by Copycat: neither reads what the other wrote. */
    RATIS_JOURNAL(2, 4, 0),
    /** FUSE mounts at the variable MOUNT_POINT. */
    MOUNT_POINT_VARIABLE(2, 4, 0),
    /** {@code alluxio-config.sh} reads ALLUXIO_FUSE_JAVA_OPTS; before, {@code alluxio-fuse} overwrites the variable. */
    FUSE_OPTIONS_READ(2, 4, 0),
    /**
     * {@code entrypoint.sh} writes ALLUXIO_FUSE_JAVA_OPTS to {@code alluxio-env.sh}, where the shell expands references in it.
     * In 2.4.0 the JVM gets {@code ${NAME}} as it stands and does not start (chart 0.6.11, Alluxio issue 11544).
     */
    FUSE_OPTIONS_EXPANDED(2, 4, 1),
    /** The image {@code alluxio/alluxio} has libfuse; before, only {@code alluxio/alluxio-fuse} has. */
    LIBFUSE_IN_MAIN_IMAGE(2, 6, 1),
    /** A master looks for the folder of an embedded journal as a local path, and ends where it is a URI: {@code JournalSpaceMonitor}. */
    JOURNAL_FOLDER_IS_PATH(2, 7, 0),
    /** FUSE mounts the directory of Alluxio that the variable FUSE_ALLUXIO_PATH names; before, its root. */
    ALLUXIO_PATH_VARIABLE(2, 7, 0),
    /** {@code entrypoint.sh} writes {@code alluxio-env.sh} only where there is none; before, it always appends to it. */
    CONF_WRITTEN_ONCE(2, 7, 3),
    /** FUSE takes mount point and directory as arguments; with either variable set it prints its usage and ends. */
    FUSE_ARGUMENTS(2, 8, 0),
    /** {@code alluxio-fuse} starts with a heap of 1 GiB unless the options say otherwise. */
    FUSE_HEAP_DEFAULT(2, 8, 0),
    /** Workers with a page store, which open no domain socket; other commands and ports. */
    DORA(3, 0, 0);

    private final int major;
    private final int minor;
    private final int patch;

    ReleaseChange(int major, int minor, int patch) {
        this.major = major;
        this.minor = minor;
        this.patch = patch;
    }

    /** Whether the release is known to have it. */
    public boolean isIn(AlluxioRelease release) {
        return release.isAtLeast(major, minor, patch);
    }

    /** Whether the release is known not to have it. */
    public boolean isNotIn(AlluxioRelease release) {
        return release.isBefore(major, minor, patch);
    }

    /** Whether a release is known, and known to have it. */
    public boolean isIn(Optional<AlluxioRelease> release) {
        return release.filter(this::isIn).isPresent();
    }

    /** Whether a release is known, and known not to have it. */
    public boolean isNotIn(Optional<AlluxioRelease> release) {
        return release.filter(this::isNotIn).isPresent();
    }

    /** The first release that has it, as messages name it: {@code 2.4}, {@code 2.6.1}. */
    public String since() {
        return major + "." + minor + (patch == 0 ? "" : "." + patch);
    }
}
