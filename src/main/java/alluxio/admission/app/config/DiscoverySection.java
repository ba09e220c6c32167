package alluxio.admission.app.config;

import alluxio.admission.model.configuration.DiscoverySettings;
import java.util.List;
import java.util.Optional;

/** {@code discovery}: the namespaces whose Alluxio is trusted, and what is believed of it. */
final class DiscoverySection {
    private DiscoverySection() {}

    static DiscoverySettings read(ConfigNode node) {
        Optional<ConfigMapping> fields = node.fields("namespaces", "hostPaths", "pods");
        return new DiscoverySettings(
                fields.flatMap(f -> f.get("namespaces"))
                        .map(n -> n.texts(ValueFormat.DNS_LABEL))
                        .orElse(List.of()),
                fields.flatMap(f -> f.get("hostPaths"))
                        .map(n -> n.texts(DiscoverySection::hostPathProblem))
                        .orElse(DiscoverySettings.DEFAULT_HOST_PATHS),
                fields.flatMap(f -> f.get("pods")).flatMap(ConfigNode::bool).orElse(false));
    }

    private static Optional<String> hostPathProblem(String path) {
        return ValueFormat.PATH_BELOW_ROOT
                .problem(path)
                .or(() -> DiscoverySettings.isOfTheSystem(path)
                        ? Optional.of("is not allowed: a pod with a directory in "
                                + String.join(", ", DiscoverySettings.OF_THE_SYSTEM) + ", or above one of them, "
                                + "could take over the node")
                        : Optional.empty());
    }
}
