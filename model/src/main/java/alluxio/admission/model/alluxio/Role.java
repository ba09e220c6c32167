package alluxio.admission.model.alluxio;

import java.util.Map;
import java.util.Optional;

/** The part that one container plays in an Alluxio cluster. */
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

    private static final Map<String, Role> BY_CONTAINER_NAME = Map.ofEntries(
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

    /** The name as messages show it, and as {@code alluxio process start} of 3.x takes it. */
    public String key() {
        return key;
    }

    /** The role of that key. */
    public static Optional<Role> ofKey(String key) {
        for (Role role : values()) {
            if (role.key.equals(key)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** The role of the container of that name in the official charts. */
    public static Optional<Role> ofContainerName(String name) {
        return Optional.ofNullable(BY_CONTAINER_NAME.get(name));
    }

    /** The process of the job service that goes with it: a master has a job master, a worker a job worker. */
    public Optional<Role> jobProcess() {
        return switch (this) {
            case MASTER -> Optional.of(JOB_MASTER);
            case WORKER -> Optional.of(JOB_WORKER);
            default -> Optional.empty();
        };
    }
}
