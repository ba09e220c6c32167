package alluxio.admission.cluster.check;

import alluxio.admission.policy.Finding;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Judges an object that runs as the webhook would if it were created now. */
@FunctionalInterface
public interface RunningPolicy {
    /** The gravest first. */
    List<Finding> judge(ObjectNode object);
}
