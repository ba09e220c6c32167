package alluxio.admission.testcluster.node;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.TestClusterException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The wire between this machine and a node: a pair of interfaces, with addresses out of the range for benchmarks (RFC
 * 2544), which no network uses. The pair goes with the node's network namespace, and the routes with the pair. Nothing
 * is forwarded beyond this machine.
 *
 * @param number of the node on this machine, 0 to 255; the interface's name reserves it
 */
record Network(int number) {

    private static final int NODES = 256;
    private static final String TAKEN = "File exists";

    /** Takes the first free number, and connects the namespace. */
    static Network connect(Namespaces namespaces) {
        for (int number = 0; number < NODES; number++) {
            Network network = new Network(number);
            Command.Result made = Command.attempt(List.of(
                    "ip",
                    "link",
                    "add",
                    network.hostInterface(),
                    "type",
                    "veth",
                    "peer",
                    "name",
                    "eth0",
                    "netns",
                    Long.toString(namespaces.first())));
            if (made.code() == 0) {
                network.configure(namespaces);
                return network;
            }
            if (!made.output().contains(TAKEN)) {
                throw new TestClusterException(
                        "Cannot add a network interface: " + made.output().strip());
            }
        }
        throw new TestClusterException("All " + NODES + " numbers for nodes are taken on this machine (ip link)");
    }

    String hostInterface() {
        return "alx-node" + number;
    }

    /** Of this machine, as the node and its pods reach it. */
    String hostAddress() {
        return "198.18." + number + ".1";
    }

    String nodeAddress() {
        return "198.18." + number + ".2";
    }

    String podRange() {
        return "198.19." + number + ".0/24";
    }

    private void configure(Namespaces namespaces) {
        ip("addr", "add", hostAddress() + "/24", "dev", hostInterface());
        ip("link", "set", hostInterface(), "up");
        inside(namespaces, "addr", "add", nodeAddress() + "/24", "dev", "eth0");
        inside(namespaces, "link", "set", "eth0", "up");
        inside(namespaces, "route", "add", "default", "via", hostAddress());
        ip("route", "add", podRange(), "via", nodeAddress());
    }

    private static void ip(String... arguments) {
        Command.run(command(arguments));
    }

    private static void inside(Namespaces namespaces, String... arguments) {
        Command.run(namespaces.enter(command(arguments)));
    }

    private static List<String> command(String... arguments) {
        return Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList();
    }
}
