package alluxio.admission.model.kube;

import alluxio.admission.model.kube.FieldPath.Segment;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a custom resource without pod templates has the labels and annotations of its pods: its objects with members {@code
 * labels} and {@code annotations} that the operator copies. Linear in the object.
 */
public final class PodMetadataSites {
    /** Behind the name of a list: each of its items. */
    private static final String ITEMS = "[]";

    /** @param metadata the object that has {@code labels} and {@code annotations} */
    public record PodMetadataSite(FieldPath path, JsonNode metadata) {}

    private PodMetadataSites() {}

    /** Those that are there, in the order of {@link CustomWorkloads}; none for a kind that is not known. */
    public static List<PodMetadataSite> of(ObjectNode owner) {
        List<PodMetadataSite> sites = new ArrayList<>();
        CustomWorkloads.find(GroupVersionKind.of(owner))
                .ifPresent(workload -> workload.podMetadata()
                        .forEach(path -> collect(List.of(path.split("\\.")), FieldPath.ROOT, owner, sites)));
        return List.copyOf(sites);
    }

    private static void collect(List<String> names, FieldPath path, JsonNode node, List<PodMetadataSite> sites) {
        if (names.isEmpty()) {
            if (node.isObject()) {
                sites.add(new PodMetadataSite(path, node));
            }
            return;
        }
        String name = names.getFirst();
        List<String> rest = names.subList(1, names.size());
        if (!name.endsWith(ITEMS)) {
            collect(rest, path.then(new Segment.Member(name)), node.path(name), sites);
            return;
        }
        String list = name.substring(0, name.length() - ITEMS.length());
        FieldPath below = path.then(new Segment.Member(list));
        int index = 0;
        for (JsonNode item : node.path(list)) {
            collect(rest, below.then(new Segment.Indexed(index)), item, sites);
            index++;
        }
    }
}
