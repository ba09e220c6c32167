package alluxio.admission.cluster.facts;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * How many bytes clients read and wrote, and by which way. Names by release (facts of 2.0 to 2.10): {@code cluster.BytesReadDomain}
 * as a gauge in 2.0 and 2.1, {@code Cluster.BytesReadDomain} and {@code Worker.BytesReadDomain.<host>} as counters from 2.2;
 * what went through the network is {@code BytesReadAlluxio} up to 2.4, and {@code BytesReadRemote} from 2.5.
 *
 * @param socket through the domain socket
 * @param file past the worker, from its files
 * @param network by TCP
 */
public record AlluxioMetrics(long socket, long file, long network) {

    /** Reads {@code /metrics/json/} of a master or worker. */
    public static AlluxioMetrics of(JsonNode metrics) {
        return new AlluxioMetrics(
                sum(metrics, "bytesreaddomain") + sum(metrics, "byteswrittendomain"),
                sum(metrics, "bytesreadlocal") + sum(metrics, "byteswrittenlocal") + sum(metrics, "bytesreaddirect"),
                sum(metrics, "bytesreadremote")
                        + sum(metrics, "bytesreadalluxio")
                        + sum(metrics, "byteswrittenremote")
                        + sum(metrics, "byteswrittenalluxio"));
    }

    private static long sum(JsonNode metrics, String name) {
        return Stream.of(metrics.path("counters"), metrics.path("gauges"))
                .flatMap(JsonNode::propertyStream)
                .filter(metric -> isOf(metric, name))
                .mapToLong(metric -> metric.getValue()
                        .path("count")
                        .longValue(metric.getValue().path("value").longValue(0)))
                .sum();
    }

    /** The second word of the name, so that neither throughput nor other users' shares are counted. */
    private static boolean isOf(Map.Entry<String, JsonNode> metric, String name) {
        String[] words = metric.getKey().toLowerCase(Locale.ROOT).split("\\.", 3);
        return words.length >= 2 && words[1].equals(name) && (words[0].equals("cluster") || words[0].equals("worker"));
    }

    public long all() {
        return socket + file + network;
    }

    public AlluxioMetrics plus(AlluxioMetrics other) {
        return new AlluxioMetrics(socket + other.socket, file + other.file, network + other.network);
    }

    /** {@code 12.0 MiB by socket, 0 B by file, 3 B by network}. */
    @Override
    public String toString() {
        return bytes(socket) + " by socket" + (file == 0 ? "" : ", " + bytes(file) + " by local file") + ", "
                + bytes(network) + " by network";
    }

    private static String bytes(long count) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
        double value = count;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? count + " B" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }
}
