package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerStage;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.Pod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Which ports of its node a pod reserves. */
final class HostPorts {
    private static final Derived<Pod, List<DeclaredHostPort>> ALL = Derived.of(HostPorts::read);

    private HostPorts() {}

    /**
     * @param field the entry of the container's ports
     * @param key number, protocol and address: what may be there once on a node
     */
    record DeclaredHostPort(Container container, Field field, int number, String key) {}

    /** Of the main containers, in their order. */
    static List<DeclaredHostPort> of(Pod pod) {
        return pod.get(ALL);
    }

    private static List<DeclaredHostPort> read(Pod pod) {
        boolean onHostNetwork = pod.isHostNetwork();
        List<DeclaredHostPort> ports = new ArrayList<>();
        for (Container container : pod.containers()) {
            if (container.stage() == ContainerStage.MAIN) {
                for (Field port : container.field().at("ports").items()) {
                    of(onHostNetwork, container, port).ifPresent(ports::add);
                }
            }
        }
        return Collections.unmodifiableList(ports);
    }

    /** On the host network, every containerPort is one of the node. */
    private static Optional<DeclaredHostPort> of(boolean onHostNetwork, Container container, Field port) {
        int own = port.at("hostPort").integer().orElse(0);
        int number = own > 0 || !onHostNetwork
                ? own
                : port.at("containerPort").integer().orElse(0);
        return number <= 0
                ? Optional.empty()
                : Optional.of(new DeclaredHostPort(
                        container,
                        port,
                        number,
                        number + "/" + port.at("protocol").text().orElse("TCP") + "/"
                                + port.at("hostIP").string()));
    }
}
