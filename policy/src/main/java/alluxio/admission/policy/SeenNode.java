package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.LimitRanges;
import alluxio.admission.model.kube.Quantity;
import alluxio.admission.model.kube.Taint;
import alluxio.admission.model.view.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node that is seen, as the scheduler looks at it.
 *
 * @param taints that keep pods away for good
 * @param memory in bytes, allocatable for all pods together
 */
public record SeenNode(String name, Map<String, String> labels, List<Taint> taints, Optional<Long> memory) {

    /** Kubernetes itself sets these, for as long as the node is out of order or is to have no new pods. */
    private static final List<String> PASSING = List.of("node.kubernetes.io/", "node.cloudprovider.kubernetes.io/");

    static SeenNode of(ObjectNode object) {
        Field node = Field.root(object, Budget.unlimited());
        Map<String, String> labels = new HashMap<>();
        node.at("metadata", "labels").members().forEach(label -> labels.put(label.name(), label.string()));
        List<Taint> taints = node.at("spec", "taints").items().stream()
                .filter(taint -> !taint.at("effect").is("PreferNoSchedule"))
                .filter(taint -> Iterables.none(PASSING, taint.at("key").string()::startsWith))
                .map(taint -> Taint.of(taint.node()))
                .toList();
        Optional<Long> memory = LimitRanges.amount(
                        node.at("status", "allocatable", "memory").node())
                .map(Quantity::whole);
        return new SeenNode(node.at("metadata", "name").string(), Map.copyOf(labels), taints, memory);
    }
}
