package alluxio.admission.policy.rules.ports;

import alluxio.admission.policy.Rule;
import java.util.List;

/** Ports: declared, configured, probed and reached. */
public final class PortRules {
    private PortRules() {}

    /** In the order of their names. */
    public static List<Rule> all() {
        return List.of(new WorkerPorts());
    }
}
