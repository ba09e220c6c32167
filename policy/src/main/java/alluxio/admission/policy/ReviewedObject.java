package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Derived;
import alluxio.admission.policy.view.DerivedValues;
import alluxio.admission.policy.view.Field;
import alluxio.admission.policy.view.Pod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object as rules read it: as it will be after the injection that its label asks for. What was found out once is kept
 * for all rules. One decision, one thread.
 */
public final class ReviewedObject {
    private final Kind kind;
    private final Field root;
    private final String namespace;
    private final SeenObjects seen;
    private final Optional<ReviewedObject> old;
    private final Optional<Pod> pod;
    private final String name;
    private final DerivedValues<ReviewedObject> facts = new DerivedValues<>(this);

    private ReviewedObject(Kind kind, Field root, String namespace, SeenObjects seen, Optional<ReviewedObject> old) {
        this.kind = kind;
        this.root = root;
        this.namespace = namespace;
        this.seen = seen;
        this.old = old;
        this.name = root.at("metadata", "name")
                .text()
                .orElse(root.at("metadata", "generateName").string());
        this.pod = kind.podPath()
                .map(path -> Pod.of(
                        root.at(path.toArray(String[]::new)),
                        namespace,
                        root.at("spec", "volumeClaimTemplates").items(),
                        seen.view()));
    }

    /**
     * @param old what it replaces; empty when it is created or deleted
     */
    static ReviewedObject of(
            Kind kind,
            ObjectNode object,
            String namespace,
            SeenObjects seen,
            Optional<ReviewedObject> old,
            Budget budget) {
        return new ReviewedObject(kind, Field.root(object, budget), namespace, seen, old);
    }

    public Kind kind() {
        return kind;
    }

    public Field root() {
        return root;
    }

    public String namespace() {
        return namespace;
    }

    /** Its name, or what it is to be generated from. */
    public String name() {
        return name;
    }

    /** The object's own, not those of its pods. */
    public Optional<String> annotation(String key) {
        return root.at("metadata", "annotations", key).text();
    }

    public ClusterView view() {
        return seen.view();
    }

    SeenObjects seen() {
        return seen;
    }

    /** What it replaces. */
    public Optional<ReviewedObject> old() {
        return old;
    }

    /** The pod itself or the one in the template; empty for other kinds. */
    public Optional<Pod> pod() {
        return pod;
    }

    /** The roles of its containers of Alluxio 2 that go on running; empty for what has no pod. */
    Set<Role> roles() {
        return pod.map(Pod::roles).orElse(Set.of());
    }

    /** What a rule or its helpers know of it. */
    public <T> T get(Derived<ReviewedObject, T> fact) {
        return facts.get(fact);
    }

    /** Containers of Alluxio 2 with one of these roles that go on running. */
    public List<Container> containers(Role... roles) {
        return pod.map(p -> p.containers(roles)).orElse(List.of());
    }

    /** Those of them that run the process of their role, as far as one can see. */
    public List<Container> processes(Role... roles) {
        return containers(roles).stream().filter(Container::runsProcess).toList();
    }

    /** Whether the object or its pods have this annotation with the value "true". */
    public boolean allows(String annotation) {
        return annotation(annotation).filter("true"::equals).isPresent()
                || pod.filter(p -> "true".equals(p.annotations().get(annotation)))
                        .isPresent();
    }

    /** How many pods it makes; 1 where nothing is said, and for what has no number. */
    public int replicas() {
        return root.at("spec", "replicas").integer().orElse(1);
    }

    /**
     * What an index has of the other objects that are seen in its namespace, as they stand, in a stable order. Lazy: only
     * what is taken out costs steps, so take no more than is needed.
     *
     * @param key that the index files them under
     */
    public <V> Stream<Peer<V>> peers(PeerIndex<V> index, Object key) {
        root.budget().spend(1);
        return seen.peers(index, key, namespace)
                .filter(peer -> !isMe(peer))
                .peek(_ -> root.budget().spend(1));
    }

    /** The keys of an index, in the order in which they come up, also those of this object. Lazy, as {@link #peers}. */
    public Stream<Object> keys(PeerIndex<?> index) {
        root.budget().spend(1);
        return seen.keys(index, namespace).peek(_ -> root.budget().spend(1));
    }

    /** How many objects that are seen are filed under that key, be it with this one. */
    public int count(PeerIndex<?> index, Object key) {
        root.budget().spend(1);
        return seen.count(index, key, namespace);
    }

    /** Whether any object that is seen, be it this one, is filed under that key. */
    public boolean isAnySeen(PeerIndex<?> index, Object key) {
        return count(index, key) > 0;
    }

    private boolean isMe(Peer<?> peer) {
        return peer.kind() == kind && peer.name().equals(name);
    }
}
