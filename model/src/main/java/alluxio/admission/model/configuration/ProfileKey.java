package alluxio.admission.model.configuration;

/** The keys of a profile that can be written or discovered, by which the two are combined. */
public enum ProfileKey {
    VERSION("version"),
    MASTERS("master.addresses"),
    SHORT_CIRCUIT_POLICY("shortCircuit.policy"),
    SHORT_CIRCUIT_HOST_PATH("shortCircuit.hostPath"),
    SHORT_CIRCUIT_MOUNT_PATH("shortCircuit.mountPath"),
    FUSE_HOST_PATH("fuse.hostPath"),
    FUSE_MOUNT_PATH("fuse.mountPath"),
    FUSE_DIRECTORY("fuse.directory"),
    HOST_ALIASES("hostAliases"),
    NODES("scheduling.nodeSelector"),
    TOLERATIONS("scheduling.tolerations"),
    WORKER_PODS("scheduling.workerPods"),
    WORKER_UID("worker.uid"),
    FEATURES("features");

    private final String path;

    ProfileKey(String path) {
        this.path = path;
    }

    /** In the configuration file, below the profile: {@code shortCircuit.hostPath}. */
    public String path() {
        return path;
    }
}
