package alluxio.admission.discovery;

import alluxio.admission.model.Budget;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workload of Alluxio: an object that creates pods with at least one of its processes. Compared by identity. */
final class Workload {
    static final String DAEMON_SET = "DaemonSet";
    static final String DEPLOYMENT = "Deployment";
    static final String STATEFUL_SET = "StatefulSet";

    /** The kinds that count. A bare Pod does not: nothing brings it back. */
    static final List<String> KINDS = List.of(DAEMON_SET, DEPLOYMENT, STATEFUL_SET);

    /** Labels with the release of a chart, which tell several clusters in one namespace apart. */
    private static final List<String> RELEASE_LABELS = List.of("app.kubernetes.io/instance", "release");

    private final String kind;
    private final String name;
    private final Field object;
    private final Pod pod;

    private Workload(String kind, String name, Field object, Pod pod) {
        this.kind = kind;
        this.name = name;
        this.object = object;
        this.pod = pod;
    }

    static Workload of(String kind, Field object, NamespaceObjects objects) {
        return new Workload(
                kind,
                object.at("metadata", "name").string(),
                object,
                Pod.of(
                        object.at("spec", "template"),
                        objects.namespace(),
                        object.at("spec", "volumeClaimTemplates").items(),
                        objects));
    }

    boolean is(String ofKind) {
        return kind.equals(ofKind);
    }

    String kind() {
        return kind;
    }

    String name() {
        return name;
    }

    Field object() {
        return object;
    }

    Pod pod() {
        return pod;
    }

    Budget budget() {
        return object.budget();
    }

    /** Empty where no label names one. */
    Optional<String> release() {
        for (Map<String, String> labels : List.of(pod.labels(), objectLabels())) {
            for (String key : RELEASE_LABELS) {
                String value = labels.getOrDefault(key, "");
                if (!value.isEmpty()) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    private Map<String, String> objectLabels() {
        return JsonNodes.stringMap(object.at("metadata", "labels").node());
    }

    /**
     * The name of its cluster, if the name is made as in the official charts: {@code alluxio} of {@code alluxio-master-0}.
     * Without dots, as one comes before it in the profile's name.
     */
    String clusterName() {
        return ClusterNames.of(name).replace('.', '-');
    }

    /** The first container of the role. */
    Optional<Container> container(Role role) {
        return pod.containers(role).stream().findFirst();
    }

    /** The names of a StatefulSet's pods, which are also their host names; none for any other kind. */
    List<String> podNames() {
        List<String> names = new ArrayList<>();
        if (is(STATEFUL_SET)) {
            int replicas = Math.min(object.at("spec", "replicas").integer().orElse(1), DiscoveryLimits.MASTERS);
            int first = object.at("spec", "ordinals", "start").integer().orElse(0);
            for (int i = 0; i < replicas; i++) {
                names.add(name + "-" + (first + i));
            }
        }
        return names;
    }

    /** As sources and remarks name it: {@code DaemonSet alluxio/alluxio-worker}. */
    @Override
    public String toString() {
        return kind + " " + pod.namespace() + "/" + name;
    }
}
