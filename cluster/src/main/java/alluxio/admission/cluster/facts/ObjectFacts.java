package alluxio.admission.cluster.facts;

import alluxio.admission.model.ClusterView;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** All objects that were seen; the view of rules and discovery, too. Immutable. */
public final class ObjectFacts implements ClusterView {
    private final Map<ReadableKind, KindListing> listings;
    private final Map<ReadableKind, Map<String, List<ObjectNode>>> byNamespace = new EnumMap<>(ReadableKind.class);

    private final Map<String, Map<String, String>> namespaceLabels = new HashMap<>();

    public ObjectFacts(Map<ReadableKind, KindListing> listings) {
        this.listings = new EnumMap<>(ReadableKind.class);
        this.listings.putAll(listings);
        listings.forEach((kind, listing) -> byNamespace.put(
                kind,
                listing.objects().stream()
                        .collect(java.util.stream.Collectors.groupingBy(
                                ObjectNames::namespace,
                                java.util.LinkedHashMap::new,
                                java.util.stream.Collectors.toList()))));
        all(ReadableKind.NAMESPACE)
                .forEach(each -> namespaceLabels.put(ObjectNames.name(each), ObjectNames.labels(each)));
    }

    /** What was seen of a kind. */
    public KindListing listing(ReadableKind kind) {
        return listings.getOrDefault(kind, KindListing.NOTHING);
    }

    /** All objects of a kind that were seen. */
    public List<ObjectNode> all(ReadableKind kind) {
        return listing(kind).objects();
    }

    /** Those of a namespace. */
    public List<ObjectNode> in(ReadableKind kind, String namespace) {
        return byNamespace.getOrDefault(kind, Map.of()).getOrDefault(namespace, List.of());
    }

    /** The object of that name. */
    public Optional<ObjectNode> find(ReadableKind kind, String namespace, String name) {
        return in(kind, namespace).stream()
                .filter(object -> ObjectNames.name(object).equals(name))
                .findFirst();
    }

    @Override
    public List<ObjectNode> list(String kind, String namespace) {
        return ReadableKind.ofKind(kind).map(known -> in(known, namespace)).orElse(List.of());
    }

    @Override
    public boolean isComplete(String kind, String namespace) {
        return ReadableKind.ofKind(kind)
                .filter(known -> listing(known).isComplete(namespace))
                .isPresent();
    }

    /** The labels of a namespace; none where it was not seen. */
    public Map<String, String> namespaceLabels(String namespace) {
        return namespaceLabels.getOrDefault(namespace, Map.of());
    }
}
