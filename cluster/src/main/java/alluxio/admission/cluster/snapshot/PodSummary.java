package alluxio.admission.cluster.snapshot;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is kept of a pod anywhere in the cluster: enough to see whether it opted in, what the webhook wrote, which object made it
 * and where it runs. Held as JSON in a few hundred bytes, because a tree of the same takes several thousand. Immutable.
 */
public final class PodSummary {
    /** True in the tree of a pod that is one of Alluxio's own, to which the label of a namespace does not apply. */
    public static final String ALLUXIO_POD = "isAlluxioPod";

    private final byte[] json;

    private PodSummary(byte[] json) {
        this.json = json;
    }

    static PodSummary of(ObjectNode trimmed) {
        return new PodSummary(trimmed.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The pod with {@code metadata} (name, namespace, uid, creationTimestamp, deletionTimestamp, labels, this project's annotations,
     * ownerReferences), {@code spec.nodeName}, {@code status.phase} and {@link #ALLUXIO_POD}. Parsed at each call.
     */
    public ObjectNode tree() {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }

    int bytes() {
        return json.length;
    }
}
