package alluxio.admission.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of objects that rules see. */
public enum Kind {
    POD("Pod", ""),
    DEPLOYMENT("Deployment", "spec.template"),
    STATEFUL_SET("StatefulSet", "spec.template"),
    DAEMON_SET("DaemonSet", "spec.template"),
    REPLICA_SET("ReplicaSet", "spec.template"),
    /** Like the others, its pods come by a controller that is never denied: so it is judged itself. */
    REPLICATION_CONTROLLER("ReplicationController", "spec.template"),
    JOB("Job", "spec.template"),
    CRON_JOB("CronJob", "spec.jobTemplate.spec.template"),
    CONFIG_MAP("ConfigMap"),
    PERSISTENT_VOLUME_CLAIM("PersistentVolumeClaim"),
    /** On the command line only: the webhook is not asked about it. */
    SERVICE("Service"),
    /** On the command line only. */
    NETWORK_POLICY("NetworkPolicy");

    /** Whatever makes pods, and a pod itself. */
    public static final List<Kind> WORKLOADS =
            List.of(POD, DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, REPLICATION_CONTROLLER, JOB, CRON_JOB);

    private final String kind;
    private final boolean hasPod;
    private final String podPath;

    Kind(String kind, String podPath) {
        this.kind = kind;
        this.hasPod = true;
        this.podPath = podPath;
    }

    Kind(String kind) {
        this.kind = kind;
        this.hasPod = false;
        this.podPath = "";
    }

    /** As {@code kind} says it; empty for a kind that no rule sees. */
    public static Optional<Kind> of(String kind) {
        return Arrays.stream(values()).filter(k -> k.kind.equals(kind)).findFirst();
    }

    /** As {@code kind} says it. */
    public String kind() {
        return kind;
    }

    /** Where the pod is; empty when there is none. */
    Optional<List<String>> podPath() {
        return hasPod
                ? Optional.of(podPath.isEmpty() ? List.of() : List.of(podPath.split("\\.", -1)))
                : Optional.empty();
    }
}
