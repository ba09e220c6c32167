package alluxio.admission.policy;

import alluxio.admission.model.view.MessageText;

/**
 * Another object that a look-up in an index returns.
 *
 * @param name its own, or what it is to be generated from
 * @param order its position among all objects of its namespace, by kind and as they are listed
 * @param value the value that the index has for it
 */
public record Peer<V>(ObjectKind kind, String name, int order, V value) {

    /** For messages: {@code StatefulSet alluxio-master}. */
    public String describe() {
        return kind.kind() + " " + MessageText.cut(name);
    }
}
