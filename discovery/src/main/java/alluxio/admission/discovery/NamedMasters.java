package alluxio.admission.discovery;

import alluxio.admission.model.HostPort;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.model.view.MasterAddresses;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The masters that a container's properties name.
 *
 * @param addresses with the port for clients
 * @param isList whether it is a list of all masters, and not the one host that a process connects to
 * @param source {@code ALLUXIO_JAVA_OPTS of ConfigMap alluxio-config}
 */
record NamedMasters(List<HostPort> addresses, boolean isList, String source) {
    NamedMasters {
        addresses = List.copyOf(addresses);
    }

    /** Empty where none are named that can be told: a reference to a field of the pod is none. */
    static Optional<NamedMasters> of(Container container) {
        Optional<Property> from = MasterAddresses.of(container.options()).from();
        return from.flatMap(property -> read(property, container));
    }

    private static Optional<NamedMasters> read(Property property, Container container) {
        boolean withPorts = property.key().equals(PropertyKeys.MASTER_RPC_ADDRESSES);
        int port = rpcPort(container);
        List<String> entries = Arrays.stream(property.value().split(",", DiscoveryLimits.MASTERS + 2))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
        List<HostPort> addresses = entries.stream()
                .flatMap(entry -> address(entry, withPorts, port).stream())
                .distinct()
                .toList();
        return entries.size() > DiscoveryLimits.MASTERS || addresses.size() < entries.size() || addresses.isEmpty()
                ? Optional.empty()
                : Optional.of(new NamedMasters(
                        addresses, !property.key().equals(PropertyKeys.MASTER_HOSTNAME), property.source()));
    }

    private static Optional<HostPort> address(String entry, boolean withPorts, int port) {
        String host = MasterAddresses.hosts(entry).getFirst();
        boolean plain = host.chars().allMatch(c -> c == '.' || c == '-' || Character.isLetterOrDigit(c));
        if (!plain) {
            return Optional.empty();
        }
        return withPorts ? HostPort.parse(entry) : Optional.of(new HostPort(host, port));
    }

    /** The port for clients of a master, or that a client of it uses. */
    static int rpcPort(Container container) {
        Optional<Integer> set = container
                .options()
                .get(PropertyKeys.MASTER_RPC_PORT)
                .flatMap(property -> HostPort.parse("host:" + property.value()))
                .map(HostPort::port);
        return set.orElse(AlluxioPort.MASTER_RPC.number());
    }
}
