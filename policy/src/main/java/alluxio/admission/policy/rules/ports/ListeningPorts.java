package alluxio.admission.policy.rules.ports;

import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Derived;
import alluxio.admission.model.view.JvmOptions;
import alluxio.admission.model.view.JvmOptions.Property;
import java.util.List;
import java.util.OptionalInt;

/** The ports that the processes of a container listen on. */
final class ListeningPorts {
    private static final Derived<Container, List<AlluxioPort>> PORTS =
            Derived.of(container -> AlluxioPort.of(container.role(), container.words()));

    private ListeningPorts() {}

    /** Those of the process that a container runs; {@code master} and {@code worker} start their job process, too. */
    static List<AlluxioPort> of(Container container) {
        return container.get(PORTS);
    }

    /** What the properties say; empty when they say nothing that is a number. */
    static OptionalInt configured(AlluxioPort port, JvmOptions properties) {
        return properties
                .get(port.property())
                .map(Property::value)
                .filter(value -> !value.isEmpty() && value.length() <= 5)
                .filter(value -> value.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(value -> OptionalInt.of(Integer.parseInt(value)))
                .orElse(OptionalInt.empty());
    }

    /** The number that a process listens on, as far as can be seen. */
    static int number(AlluxioPort port, JvmOptions properties) {
        return configured(port, properties).orElse(port.number());
    }
}
