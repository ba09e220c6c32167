package alluxio.admission.policy;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.GroupVersionKind;
import alluxio.admission.model.kube.KubernetesKinds;
import alluxio.admission.model.kube.PodTemplates;
import java.util.List;
import java.util.Optional;

/** The kinds of objects that rules are about. */
public enum ObjectKind {
    POD("Pod", true),
    DEPLOYMENT("Deployment", true),
    STATEFUL_SET("StatefulSet", true),
    DAEMON_SET("DaemonSet", true),
    REPLICA_SET("ReplicaSet", true),
    /** Its pods are created by a controller, whose requests are never denied: so the object itself is reviewed. */
    REPLICATION_CONTROLLER("ReplicationController", true),
    JOB("Job", true),
    CRON_JOB("CronJob", true),
    CONFIG_MAP("ConfigMap", false),
    PERSISTENT_VOLUME_CLAIM("PersistentVolumeClaim", false),
    /** On the command line only: the webhook does not get these. */
    SERVICE("Service", false),
    /** On the command line only. */
    NETWORK_POLICY("NetworkPolicy", false);

    /** Pods, and all that creates pods. */
    public static final List<ObjectKind> WORKLOADS =
            List.of(POD, DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, REPLICATION_CONTROLLER, JOB, CRON_JOB);

    /** Pods that are to run on, and what keeps them running: without jobs, whose pods end. */
    public static final List<ObjectKind> LONG_RUNNING =
            List.of(POD, DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, REPLICATION_CONTROLLER);

    /** What keeps several pods of one template running: by their number, or one on each node. */
    public static final List<ObjectKind> LONG_RUNNING_CONTROLLERS =
            List.of(DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, REPLICATION_CONTROLLER);

    /** What keeps a number of pods running, {@code spec.replicas}. */
    public static final List<ObjectKind> REPLICATED =
            List.of(DEPLOYMENT, STATEFUL_SET, REPLICA_SET, REPLICATION_CONTROLLER);

    private static final List<ObjectKind> ALL = List.of(values());

    private final String kind;
    private final boolean hasPod;

    ObjectKind(String kind, boolean hasPod) {
        this.kind = kind;
        this.hasPod = hasPod;
    }

    /** The kind of a type; empty for one that no rule is about, such as Knative's {@code Service}. */
    public static Optional<ObjectKind> of(GroupVersionKind type) {
        return KubernetesKinds.contains(type)
                ? Iterables.first(ALL, k -> k.kind.equals(type.kind()))
                : Optional.empty();
    }

    /** The name, as in an object's {@code kind}. */
    public String kind() {
        return kind;
    }

    /** The path of the pod or the template in the object; empty when there is none. */
    Optional<List<String>> podPath() {
        return hasPod ? Optional.of(PodTemplates.path(kind)) : Optional.empty();
    }
}
