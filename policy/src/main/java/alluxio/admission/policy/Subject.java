package alluxio.admission.policy;

import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.Role;
import alluxio.admission.policy.view.Container;
import alluxio.admission.policy.view.Field;
import alluxio.admission.policy.view.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** An object as rules read it: as it will be after the injection that its label asks for. Immutable. */
public final class Subject {
    private final Kind kind;
    private final Field root;
    private final String namespace;
    private final ClusterView view;
    private final Optional<Subject> old;
    private final Optional<Pod> pod;

    private Subject(Kind kind, Field root, String namespace, ClusterView view, Optional<Subject> old) {
        this.kind = kind;
        this.root = root;
        this.namespace = namespace;
        this.view = view;
        this.old = old;
        this.pod = kind.podPath()
                .map(path -> Pod.of(
                        root.at(path.toArray(String[]::new)),
                        namespace,
                        root.at("spec", "volumeClaimTemplates").items(),
                        view));
    }

    /**
     * @param old what it replaces; empty when it is created or deleted
     */
    static Subject of(
            Kind kind, ObjectNode object, String namespace, ClusterView view, Optional<Subject> old, Budget budget) {
        return new Subject(kind, Field.root(object, budget), namespace, view, old);
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
        return root.at("metadata", "name")
                .text()
                .orElse(root.at("metadata", "generateName").string());
    }

    /** The object's own, not those of its pods. */
    public Optional<String> annotation(String key) {
        return root.at("metadata", "annotations", key).text();
    }

    public ClusterView view() {
        return view;
    }

    /** What it replaces. */
    public Optional<Subject> old() {
        return old;
    }

    /** The pod itself or the one in the template; empty for other kinds. */
    public Optional<Pod> pod() {
        return pod;
    }

    /** Containers of Alluxio 2 with one of these roles that go on running. */
    public List<Container> containers(Role... roles) {
        return pod.map(p -> p.containers(roles)).orElse(List.of());
    }

    /** How many pods it makes; 1 where nothing is said, and for what has no number. */
    public int replicas() {
        return root.at("spec", "replicas").integer().orElse(1);
    }

    /**
     * The other objects of a kind that are seen in its namespace, as they stand, in a stable order.
     *
     * @param kinds of which
     */
    public List<Subject> peers(Kind... kinds) {
        return Stream.of(kinds)
                .flatMap(k -> view.list(k.kind(), namespace).stream()
                        .filter(object -> !isMe(k, object))
                        .map(object -> of(k, object, namespace, view, Optional.empty(), root.budget())))
                .toList();
    }

    private boolean isMe(Kind k, ObjectNode object) {
        return k == kind
                && object.path("metadata")
                        .path("name")
                        .stringValue("")
                        .equals(root.at("metadata", "name").string());
    }
}
