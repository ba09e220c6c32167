package alluxio.admission.model.configuration;

/** What mounts the file system for a pod. */
public enum FuseMode {
    /** A daemon on the node; the pod mounts the parent of its mount point. */
    HOST,
    /** A native sidecar of the pod. */
    SIDECAR
}
