package alluxio.admission.cluster.facts;

import alluxio.admission.model.Budget;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.Fluid;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.LabelSelector;
import alluxio.admission.model.kube.PodTemplates;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.LabelSelectorReader;
import alluxio.admission.model.view.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/**
 * A controller of Alluxio's pods.
 *
 * @param object the Deployment, StatefulSet or DaemonSet
 * @param template of its pods
 * @param pods that it has now
 */
public record AlluxioWorkload(ObjectNode object, Pod template, List<ObjectNode> pods) {
    private static final List<ReadableKind> KINDS =
            List.of(ReadableKind.STATEFUL_SET, ReadableKind.DAEMON_SET, ReadableKind.DEPLOYMENT);

    public AlluxioWorkload {
        pods = List.copyOf(pods);
    }

    /** All that are seen, by namespace and name. Those of Fluid are left out: it changes them itself. */
    static List<AlluxioWorkload> find(ObjectFacts objects) {
        List<AlluxioWorkload> found = new ArrayList<>();
        for (ReadableKind kind : KINDS) {
            for (ObjectNode object : objects.all(kind)) {
                of(object, objects).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(AlluxioWorkload::namespace).thenComparing(AlluxioWorkload::name));
        return found;
    }

    private static Optional<AlluxioWorkload> of(ObjectNode object, ObjectFacts objects) {
        Optional<ObjectNode> template = PodTemplates.find(object);
        if (template.isEmpty()) {
            return Optional.empty();
        }
        // A tree is read only as far as its roles need it, so each object may have the budget of a decision.
        Budget budget = Budget.ofDecision();
        String namespace = ObjectNames.namespace(object);
        Pod pod = Pod.of(
                Field.root(template.get(), budget),
                namespace,
                Field.root(object, budget).at("spec", "volumeClaimTemplates").items(),
                objects);
        if (pod.roles().isEmpty() || Fluid.isLabelled(pod.labels().keySet())) {
            return Optional.empty();
        }
        LabelSelector selector =
                LabelSelectorReader.read(Field.root(object, budget).at("spec", "selector"));
        List<ObjectNode> pods = objects.in(ReadableKind.POD, namespace).stream()
                .filter(each -> selector.matches(ObjectNames.labels(each)) && !PodState.isOver(each))
                .toList();
        return Optional.of(new AlluxioWorkload(object, pod, pods));
    }

    public String namespace() {
        return ObjectNames.namespace(object);
    }

    public String name() {
        return ObjectNames.name(object);
    }

    public boolean has(Role role) {
        return template.has(role);
    }

    /** Its first container of this role. */
    public Optional<Container> container(Role role) {
        return template.containers(role).stream().findFirst();
    }

    /** How many pods there should be. */
    public int desired() {
        return JsonNodes.text(object, "kind").equals("DaemonSet")
                ? object.path("status").path("desiredNumberScheduled").intValue(0)
                : object.path("spec").path("replicas").intValue(1);
    }

    /** How many pods are ready. */
    public int ready() {
        return JsonNodes.text(object, "kind").equals("DaemonSet")
                ? object.path("status").path("numberReady").intValue(0)
                : object.path("status").path("readyReplicas").intValue(0);
    }

    public List<ObjectNode> readyPods() {
        return pods.stream().filter(PodState::isReady).toList();
    }

    /** The web port of the process of this role: as its properties say, else as it declares it, else the default. */
    public int webPort(AlluxioPort port) {
        Optional<Container> container = container(port.role());
        OptionalInt set = container.map(c -> c.options().port(port)).orElse(OptionalInt.empty());
        Optional<Integer> declared = container.flatMap(c -> c.field()
                .node()
                .path("ports")
                .valueStream()
                .filter(each -> JsonNodes.text(each, "name").equals(port.portName()))
                .map(each -> each.path("containerPort").intValue(0))
                .filter(number -> number > 0)
                .findFirst());
        return set.orElse(declared.orElse(port.number()));
    }

    /** {@code DaemonSet alluxio/alluxio-worker}. */
    @Override
    public String toString() {
        return ObjectNames.withKind(object);
    }
}
