package alluxio.admission.model.alluxio;

import java.util.Map;
import java.util.Optional;

/** What one container of Alluxio's own does. */
public enum Role {
    MASTER("master"),
    JOB_MASTER("job-master"),
    WORKER("worker"),
    JOB_WORKER("job-worker"),
    FUSE("fuse"),
    PROXY("proxy"),
    LOGSERVER("logserver"),
    CSI("csi"),
    HUB("hub"),
    COORDINATOR("coordinator");

    /** First words of the entry point's arguments. {@code master} and {@code worker} start their job service too. */
    static final Map<String, Role> BY_ARGUMENT = Map.ofEntries(
            Map.entry("master", MASTER),
            Map.entry("master-only", MASTER),
            Map.entry("worker", WORKER),
            Map.entry("worker-only", WORKER),
            Map.entry("job-master", JOB_MASTER),
            Map.entry("job-worker", JOB_WORKER),
            Map.entry("fuse", FUSE),
            Map.entry("mount", FUSE),
            Map.entry("proxy", PROXY),
            Map.entry("logserver", LOGSERVER),
            Map.entry("csiserver", CSI),
            Map.entry("hub-manager", HUB),
            Map.entry("hub-agent", HUB));

    /** The container names of the official charts. */
    static final Map<String, Role> BY_CONTAINER_NAME = Map.ofEntries(
            Map.entry("alluxio-master", MASTER),
            Map.entry("alluxio-job-master", JOB_MASTER),
            Map.entry("alluxio-worker", WORKER),
            Map.entry("alluxio-job-worker", JOB_WORKER),
            Map.entry("alluxio-fuse", FUSE),
            Map.entry("alluxio-proxy", PROXY),
            Map.entry("alluxio-logserver", LOGSERVER),
            Map.entry("alluxio-coordinator", COORDINATOR));

    private final String key;

    Role(String key) {
        this.key = key;
    }

    /** The name as messages show it. */
    public String key() {
        return key;
    }

    static Optional<Role> ofKey(String key) {
        for (Role role : values()) {
            if (role.key.equals(key)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
