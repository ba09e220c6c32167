package alluxio.admission.policy;

import alluxio.admission.model.kube.PodTemplates;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of objects that rules see. */
public enum Kind {
    POD("Pod", true),
    DEPLOYMENT("Deployment", true),
    STATEFUL_SET("StatefulSet", true),
    DAEMON_SET("DaemonSet", true),
    REPLICA_SET("ReplicaSet", true),
    /** Like the others, its pods come by a controller that is never denied: so it is judged itself. */
    REPLICATION_CONTROLLER("ReplicationController", true),
    JOB("Job", true),
    CRON_JOB("CronJob", true),
    CONFIG_MAP("ConfigMap", false),
    PERSISTENT_VOLUME_CLAIM("PersistentVolumeClaim", false),
    /** On the command line only: the webhook is not asked about it. */
    SERVICE("Service", false),
    /** On the command line only. */
    NETWORK_POLICY("NetworkPolicy", false);

    /** Whatever makes pods, and a pod itself. */
    public static final List<Kind> WORKLOADS =
            List.of(POD, DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, REPLICATION_CONTROLLER, JOB, CRON_JOB);

    private final String kind;
    private final boolean hasPod;

    Kind(String kind, boolean hasPod) {
        this.kind = kind;
        this.hasPod = hasPod;
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
        return hasPod ? Optional.of(PodTemplates.path(kind)) : Optional.empty();
    }
}
