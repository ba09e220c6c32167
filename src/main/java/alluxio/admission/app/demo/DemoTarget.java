package alluxio.admission.app.demo;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A server to which the example pods are submitted. */
public interface DemoTarget extends AutoCloseable {

    /** Sends one pod through. */
    Answer submit(ObjectNode pod);

    /** For the user: what was started and how long it took, one line. */
    String describe();

    @Override
    void close();

    /**
     * The result of submitting a pod.
     *
     * @param before the pod as it would be without the webhook
     * @param after the pod as it was admitted; empty when it was refused
     * @param refusal why, when it was refused
     */
    record Answer(ObjectNode before, Optional<ObjectNode> after, String refusal, List<String> warnings) {}
}
