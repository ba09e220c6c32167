package alluxio.admission.injector.fuse;

import alluxio.admission.model.alluxio.AlluxioPaths;

/**
 * The shell commands that give Alluxio's scripts what they write to where the container's root file system is read-only:
 * {@code entrypoint.sh} appends to {@code conf/alluxio-env.sh}, java writes its log, and JNI-FUSE and Netty unpack their native
 * libraries to {@code /tmp}.
 *
 * <p>It is memory that this container mounts for itself, not an emptyDir: what is in {@code conf} and {@code /tmp} runs in a privileged
 * container, and any container of the pod, an ephemeral one too, could mount a volume of the pod. The size bounds the log.
 */
final class FuseReadOnlyRoot {
    private static final String TEMPORARY = "/tmp";
    private static final String CONF = TEMPORARY + "/alluxio-conf";
    private static final String LOGS = TEMPORARY + "/alluxio-logs";

    /** For sh. */
    static final String PREPARE = "mount -t tmpfs -o size=256m,mode=1777 tmpfs " + TEMPORARY + " && mkdir " + LOGS
            + " && cp -R " + AlluxioPaths.CONF + " " + CONF + " && mount --bind " + CONF + " " + AlluxioPaths.CONF
            + " || { echo \"alluxio-fuse: the root file system is read-only, and nothing could be mounted at "
            + TEMPORARY + " and " + AlluxioPaths.CONF + "\" | tee /dev/termination-log >&2; exit 1; }; "
            + "export ALLUXIO_LOGS_DIR=" + LOGS + "; ";

    private FuseReadOnlyRoot() {}
}
