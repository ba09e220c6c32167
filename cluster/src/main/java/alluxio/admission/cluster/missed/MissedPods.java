package alluxio.admission.cluster.missed;

import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.missed.MissedOwner.Reference;
import alluxio.admission.cluster.missed.OptedInPod.Missed;
import alluxio.admission.cluster.snapshot.ClusterSnapshot;
import alluxio.admission.cluster.snapshot.PodSummary;
import alluxio.admission.model.configuration.InjectionSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * All pods of a snapshot that opted in and were not injected.
 *
 * @param count of pods
 * @param owners of them, by namespace and name
 */
public record MissedPods(int count, List<MissedOwner> owners) {
    /** None are known. */
    public static final MissedPods NONE = new MissedPods(0, List.of());

    private record Key(String namespace, Reference reference) {}

    public MissedPods {
        owners = List.copyOf(owners);
    }

    /**
     * Empty where the snapshot does not have the pods of all namespaces. Linear in their number.
     *
     * @param injection which pods the configuration leaves out
     */
    public static Optional<MissedPods> of(ClusterSnapshot snapshot, InjectionSettings injection) {
        return snapshot.podsOfAllNamespaces().map(pods -> {
            Map<String, Map<String, String>> labels = new HashMap<>();
            snapshot.list("Namespace", "")
                    .forEach(namespace -> labels.put(ObjectNames.name(namespace), ObjectNames.labels(namespace)));
            return of(pods.stream().map(PodSummary::tree).toList(), labels, injection);
        });
    }

    /** @param namespaceLabels by the namespace's name */
    static MissedPods of(
            List<ObjectNode> pods, Map<String, Map<String, String>> namespaceLabels, InjectionSettings injection) {
        Map<Key, List<OptedInPod>> byOwner = new LinkedHashMap<>();
        int count = 0;
        for (ObjectNode pod : pods) {
            String namespace = ObjectNames.namespace(pod);
            Optional<OptedInPod> missed = OptedInPod.of(
                            pod, namespaceLabels.getOrDefault(namespace, Map.of()), injection)
                    .filter(each -> each.missed() != Missed.NO);
            if (missed.isPresent()) {
                count++;
                byOwner.computeIfAbsent(new Key(namespace, MissedOwner.reference(pod)), _ -> new ArrayList<>())
                        .add(missed.get());
            }
        }
        return new MissedPods(
                count, byOwner.values().stream().map(MissedOwner::of).toList());
    }
}
