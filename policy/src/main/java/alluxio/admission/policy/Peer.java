package alluxio.admission.policy;

import alluxio.admission.model.kube.ObjectReference;
import alluxio.admission.model.view.MessageText;

/**
 * Another object that a look-up in an index returns.
 *
 * @param reference to it, as it was seen; its name is its own, or what it is to be generated from
 * @param order its position among all objects of its namespace, by kind and as they are listed
 * @param value the value that the index has for it
 */
public record Peer<V>(ObjectKind kind, ObjectReference reference, int order, V value) {

    public String name() {
        return reference.name();
    }

    /** The same object with another value. */
    public <W> Peer<W> with(W other) {
        return new Peer<>(kind, reference, order, other);
    }

    /** For messages: {@code StatefulSet alluxio-master}. */
    public String describe() {
        return kind.kind() + " " + MessageText.cut(name());
    }
}
