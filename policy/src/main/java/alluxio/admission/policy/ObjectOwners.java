package alluxio.admission.policy;

import alluxio.admission.model.kube.GroupVersionKind;
import alluxio.admission.model.kube.OwnerReferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects that an object is made from, by its controller reference: a Deployment makes ReplicaSets, and those make pods. In
 * a cluster all of them are seen. To a rule they are one object, that which a user applied.
 */
final class ObjectOwners {

    /** @param name in the namespace of the object */
    record Owner(ObjectKind kind, String name) {}

    /** The kinds that controllers of Kubernetes make, and the kinds that they make them from. */
    private static final Map<ObjectKind, List<ObjectKind>> MAKERS = Map.of(
            ObjectKind.POD,
            List.of(
                    ObjectKind.REPLICA_SET,
                    ObjectKind.STATEFUL_SET,
                    ObjectKind.DAEMON_SET,
                    ObjectKind.JOB,
                    ObjectKind.REPLICATION_CONTROLLER),
            ObjectKind.REPLICA_SET,
            List.of(ObjectKind.DEPLOYMENT),
            ObjectKind.JOB,
            List.of(ObjectKind.CRON_JOB));

    private ObjectOwners() {}

    /**
     * Whether a controller of Kubernetes makes the object from another one. Of StatefulSets, Deployments and DaemonSets it is
     * never true, so that no such object can hide from a rule by a reference that its author wrote.
     */
    static boolean isMade(ObjectKind kind, ObjectNode object) {
        return controller(kind, object).isPresent();
    }

    /** The object that made this one, and the one that made that, as far as their names tell. */
    static List<Owner> of(ObjectKind kind, ObjectNode object) {
        List<Owner> owners = new ArrayList<>();
        controller(kind, object).ifPresent(owner -> {
            owners.add(owner);
            grandparent(owner, object).ifPresent(owners::add);
        });
        return owners;
    }

    private static Optional<Owner> controller(ObjectKind kind, ObjectNode object) {
        List<ObjectKind> makers = MAKERS.getOrDefault(kind, List.of());
        return makers.isEmpty()
                ? Optional.empty()
                : OwnerReferences.controllers(object.path("metadata"))
                        .flatMap(owner -> owner(owner).stream())
                        .filter(owner -> makers.contains(owner.kind()))
                        .findFirst();
    }

    private static Optional<Owner> owner(JsonNode reference) {
        return ObjectKind.of(GroupVersionKind.of(reference))
                .map(kind -> new Owner(kind, reference.path("name").stringValue("")));
    }

    /** A ReplicaSet is named after its Deployment and the hash in the labels of its pods, a Job after its CronJob and the time. */
    private static Optional<Owner> grandparent(Owner owner, ObjectNode object) {
        int dash = owner.name().lastIndexOf('-');
        if (dash < 0) {
            return Optional.empty();
        }
        String suffix = owner.name().substring(dash + 1);
        String hash =
                object.path("metadata").path("labels").path("pod-template-hash").stringValue("");
        String name = owner.name().substring(0, dash);
        if (owner.kind() == ObjectKind.REPLICA_SET && suffix.equals(hash)) {
            return Optional.of(new Owner(ObjectKind.DEPLOYMENT, name));
        }
        return owner.kind() == ObjectKind.JOB && suffix.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(new Owner(ObjectKind.CRON_JOB, name))
                : Optional.empty();
    }
}
