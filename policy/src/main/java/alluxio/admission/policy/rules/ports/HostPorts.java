package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerStage;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        return pod.containers().stream()
                .filter(container -> container.stage() == ContainerStage.MAIN)
                .flatMap(container -> container.field().at("ports").items().stream()
                        .flatMap(port -> of(onHostNetwork, container, port).stream()))
                .toList();
    }

    /** On the host network, every containerPort is one of the node. */
    private static Optional<DeclaredHostPort> of(boolean onHostNetwork, Container container, Field port) {
        return Stream.of("hostPort", "containerPort")
                .filter(name -> name.equals("hostPort") || onHostNetwork)
                .flatMap(name -> port.at(name).integer().stream().boxed())
                .filter(number -> number > 0)
                .findFirst()
                .map(number -> new DeclaredHostPort(
                        container,
                        port,
                        number,
                        number + "/" + port.at("protocol").text().orElse("TCP") + "/"
                                + port.at("hostIP").string()));
    }
}
