package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Iterables;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.ReleaseScope;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerStage;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.DerivedValues;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.Pod;
import alluxio.admission.model.view.PodReading;
import alluxio.admission.model.view.UnseenSources;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * The object of a review as rules read it: as it will be after the injection that its label asks for. What one rule has
 * derived from it is kept for all others. For one decision and one thread.
 */
public final class ReviewedObject {
    private final ObjectKind kind;
    private final Field root;
    private final String namespace;
    private final SeenObjects seen;
    private final ObservedView view;
    private final Relatives relatives;
    private final Optional<Pod> pod;
    private final String name;
    private final UnseenSources unseen = new UnseenSources();
    private final DerivedValues<ReviewedObject> derived = new DerivedValues<>(this, unseen);

    private final ReleaseScope scope;
    private final PeerLookup peerLookup;

    private ReviewedObject(
            ObjectKind kind, Field root, String namespace, SeenObjects seen, Relatives relatives, ReleaseScope scope) {
        this.scope = scope;
        this.kind = kind;
        this.root = root;
        this.namespace = namespace;
        this.seen = seen;
        this.view = new ObservedView(seen.view(), unseen);
        this.relatives = relatives;
        this.name = root.at("metadata", "name")
                .text()
                .orElse(root.at("metadata", "generateName").string());
        this.peerLookup = new PeerLookup(this, seen, view, relatives.owners());
        this.pod = kind.podPath()
                .map(path -> Pod.of(
                        root.at(path.toArray(String[]::new)),
                        namespace,
                        root.at("spec", "volumeClaimTemplates").items(),
                        new PodReading(view, scope, unseen)));
    }

    static ReviewedObject of(
            ObjectKind kind,
            ObjectNode object,
            String namespace,
            SeenObjects seen,
            Relatives relatives,
            Budget budget) {
        return new ReviewedObject(kind, Field.root(object, budget), namespace, seen, relatives, ReleaseScope.ALLUXIO_2);
    }

    /**
     * The same object for facts that hold for any release of Alluxio; itself, where all that it runs is of Alluxio 2. What is
     * derived from it is derived anew, since more containers count.
     */
    ReviewedObject inAnyRelease() {
        return scope == ReleaseScope.ANY_RELEASE || OtherRelease.in(this).isEmpty()
                ? this
                : new ReviewedObject(kind, root, namespace, seen, relatives.inAnyRelease(), ReleaseScope.ANY_RELEASE);
    }

    public ObjectKind kind() {
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

    /** An annotation of the object itself, not of its pods. */
    public Optional<String> annotation(String key) {
        return root.at("metadata", "annotations", key).text();
    }

    /** The object itself, as it was seen. */
    ObjectReference reference() {
        return new ObjectReference(
                kind.kind(),
                namespace,
                name,
                root.at("metadata", "resourceVersion").string());
    }

    public ClusterView view() {
        return view;
    }

    /** The first few other objects that were looked at so far. */
    List<ObjectReference> seenSoFar() {
        return view.seen();
    }

    /** What is needed of it and other objects, and not seen. */
    UnseenSources unseen() {
        return unseen;
    }

    SeenObjects seen() {
        return seen;
    }

    /** Whether it replaces another. */
    public boolean isUpdate() {
        return relatives.old().isPresent();
    }

    /** The object that it replaces; read when this is first called. */
    public Optional<ReviewedObject> old() {
        return relatives.old().map(Supplier::get);
    }

    /** The pod itself or the one in the template; empty for other kinds. */
    public Optional<Pod> pod() {
        return pod;
    }

    /** The pod, if it is of Alluxio, or is injected. */
    public Optional<Pod> alluxioPod() {
        return pod.filter(p -> Iterables.any(p.containers(), c -> c.role().isPresent())
                || "true".equals(p.labels().get(Keys.INJECT))
                || p.annotations().containsKey(Keys.STATUS));
    }

    /** Whether it is applied to a live cluster, of which others are seen; else it is a document of one input. */
    public boolean isInCluster() {
        return seen.inCluster();
    }

    /** The nodes of the cluster; none where not all of them are seen. */
    public List<SeenNode> nodes() {
        List<SeenNode> nodes = seen.nodes();
        if (nodes.isEmpty()) {
            unseen.notSeen("Nodes");
        }
        return nodes;
    }

    /** The roles of its containers of Alluxio 2 that go on running; empty for what has no pod. */
    Set<Role> roles() {
        return pod.map(Pod::roles).orElse(Set.of());
    }

    /** A value derived from it, computed once. */
    public <T> T get(Derived<ReviewedObject, T> value) {
        return derived.get(value);
    }

    /** All containers but those of Alluxio for which the rule's fact does not hold. */
    public List<Container> judgedContainers() {
        return pod.map(Pod::judged).orElse(List.of());
    }

    /** Those of them that start with the pod; what a container for debugging is told has no consequence. */
    public List<Container> startedContainers() {
        return Iterables.filter(judgedContainers(), container -> container.stage() != ContainerStage.EPHEMERAL);
    }

    /** Containers of Alluxio 2, or of any release if the rule's fact holds for it, with one of these roles that go on running. */
    public List<Container> containers(Role... roles) {
        return pod.map(p -> p.containers(roles)).orElse(List.of());
    }

    /** Those of them that run the process of their role, as far as one can see. */
    public List<Container> processes(Role... roles) {
        return Iterables.filter(containers(roles), Container::runsProcess);
    }

    /** Whether the object or its pods have this annotation with the value "true". */
    public boolean allows(String annotation) {
        return annotation(annotation).filter("true"::equals).isPresent()
                || pod.filter(p -> "true".equals(p.annotations().get(annotation)))
                        .isPresent();
    }

    /** How many pods it creates; 1 where {@code replicas} is absent. */
    public int replicas() {
        return root.at("spec", "replicas").integer().orElse(1);
    }

    /** The entries of the other objects seen in its namespace, without injection, in order. Lazy: each one costs a step. */
    public <V> Stream<Peer<V>> peers(PeerIndex<V> index, Object key) {
        return peerLookup.peers(index, key);
    }

    /** The first of them. */
    public <V> Optional<Peer<V>> firstPeer(PeerIndex<V> index, Object key) {
        return peerLookup.first(index, key);
    }

    /** Passes on one after the other, until this says that it needs no more. */
    public <V> void visitPeers(PeerIndex<V> index, Object key, Predicate<Peer<V>> goesOn) {
        peerLookup.visit(index, key, goesOn);
    }

    /** The same of the other namespaces of a live cluster, for what all of them share, such as the ports of nodes. */
    public <V> Stream<Peer<V>> peersElsewhere(PeerIndex<V> index, Object key) {
        return peerLookup.peersElsewhere(index, key);
    }

    /** Of the keys of an index, in the order of the objects, this one included, the first that are so. */
    public <K> List<K> keys(PeerIndex<?> index, Class<K> type, Predicate<? super K> which, int most) {
        return peerLookup.keys(index, type, which, most);
    }

    /** How many entries the index has under that key, this object's included. */
    public int count(PeerIndex<?> index, Object key) {
        return peerLookup.count(index, key);
    }

    /** Whether the index has an entry under that key, this object's included. */
    public boolean isAnySeen(PeerIndex<?> index, Object key) {
        return count(index, key) > 0;
    }
}
