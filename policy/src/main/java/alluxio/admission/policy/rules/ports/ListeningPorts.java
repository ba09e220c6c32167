package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Derived;
import java.util.List;

/** The ports that the processes of a container listen on. */
final class ListeningPorts {
    private static final Derived<Container, List<AlluxioPort>> PORTS =
            Derived.of(container -> AlluxioPort.of(container.role(), container.words()));

    private ListeningPorts() {}

    /** Those of the process that a container runs; {@code master} and {@code worker} start their job process, too. */
    static List<AlluxioPort> of(Container container) {
        return container.get(PORTS);
    }
}
