package alluxio.admission.testcluster.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a node is started.
 *
 * @param labels of the Node object, besides those that the kubelet sets
 * @param logs the folder for the log files, which stays; without one they go with the node
 * @param startLimit how long it may take until the node is ready
 */
public record NodeOptions(Map<String, String> labels, Optional<Path> logs, Duration startLimit) {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    public NodeOptions {
        labels = Map.copyOf(labels);
    }

    public static NodeOptions defaults() {
        return new NodeOptions(Map.of(), Optional.empty(), START_LIMIT);
    }

    public NodeOptions withLabels(Map<String, String> nodeLabels) {
        return new NodeOptions(nodeLabels, logs, startLimit);
    }

    public NodeOptions withLogs(Path folder) {
        return new NodeOptions(labels, Optional.of(folder), startLimit);
    }
}
