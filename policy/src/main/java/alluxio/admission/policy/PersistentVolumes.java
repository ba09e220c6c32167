package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.view.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The PersistentVolumes that are seen, indexed by what binds them to claims. Immutable. */
final class PersistentVolumes {
    private final Map<String, List<PersistentVolume>> byName = new HashMap<>();
    private final Map<String, List<PersistentVolume>> byClaim = new HashMap<>();
    private final Map<String, List<PersistentVolume>> byClass = new HashMap<>();

    private PersistentVolumes() {}

    static PersistentVolumes of(ClusterView view) {
        PersistentVolumes volumes = new PersistentVolumes();
        for (ObjectNode object : view.list("PersistentVolume", "")) {
            volumes.add(Field.root(object, Budget.unlimited()));
        }
        return volumes;
    }

    private void add(Field object) {
        String name = object.at("metadata", "name").string();
        boolean ofSomeNodes = object.at("spec", "nodeAffinity").exists();
        boolean ofEachNode = object.at("spec", "hostPath").exists() && !ofSomeNodes;
        PersistentVolume volume = new PersistentVolume(name, ofEachNode, ofSomeNodes);
        put(byName, name, volume);
        Field claim = object.at("spec", "claimRef");
        if (claim.at("name").exists()) {
            put(
                    byClaim,
                    claimKey(claim.at("namespace").string(), claim.at("name").string()),
                    volume);
        } else {
            put(byClass, object.at("spec", "storageClassName").string(), volume);
        }
    }

    /** @param namespace "" for any: the author of a volume may leave it out */
    private static String claimKey(String namespace, String name) {
        return namespace + "/" + name;
    }

    private static void put(Map<String, List<PersistentVolume>> map, String key, PersistentVolume volume) {
        map.computeIfAbsent(key, _ -> new ArrayList<>()).add(volume);
    }

    /**
     * The only one among those seen that a claim is, or can be, bound to: by the claim's {@code volumeName}, else by the
     * volume's {@code claimRef}, else by the storage class.
     */
    Optional<PersistentVolume> only(String namespace, String claim, Optional<String> volumeName, String storageClass) {
        Stream<PersistentVolume> candidates = volumeName.isPresent()
                ? byName.getOrDefault(volumeName.get(), List.of()).stream()
                : Stream.of(
                                byClaim.getOrDefault(claimKey(namespace, claim), List.of()),
                                byClaim.getOrDefault(claimKey("", claim), List.of()),
                                byClass.getOrDefault(storageClass, List.of()))
                        .flatMap(List::stream);
        List<PersistentVolume> two = candidates.limit(2).toList();
        return two.size() == 1 ? Optional.of(two.getFirst()) : Optional.empty();
    }
}
