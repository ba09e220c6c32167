package alluxio.admission.app.generated;

import alluxio.admission.app.config.AdmissionConfigurationReader;
import alluxio.admission.app.config.ConfigurationResult;
import alluxio.admission.app.config.OfflineConfiguration;
import alluxio.admission.injector.InjectionRequest;
import alluxio.admission.injector.Injector;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.manifest.yaml.KubeYamlWriter;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One input: a configuration, as its file would have it, and a pod. Both are one tree, so that a failing case can be made
 * smaller as a whole, and be shown as two documents that the command line takes.
 */
public record PodCase(ObjectNode tree) {
    private static final String CONFIGURATION = "configuration";
    private static final String OPTED_IN = "namespaceOptedIn";
    private static final String POD = "pod";

    public static PodCase of(ObjectNode configuration, ObjectNode pod, boolean namespaceOptedIn) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.set(CONFIGURATION, configuration);
        tree.put(OPTED_IN, namespaceOptedIn);
        tree.set(POD, pod);
        return new PodCase(tree);
    }

    /** What the invariants are about; empty where the configuration is none that would be loaded, or a part is gone. */
    public Optional<DecisionUnderTest> subject() {
        if (!(tree.get(CONFIGURATION) instanceof ObjectNode configuration && tree.get(POD) instanceof ObjectNode pod)) {
            return Optional.empty();
        }
        ObjectNode reversed = configuration.deepCopy();
        for (JsonNode profile : reversed.path("profiles")) {
            reverse(profile.path("features"));
        }
        return injector(configuration)
                .flatMap(injector -> injector(reversed)
                        .map(other -> new DecisionUnderTest(
                                injector, other, new InjectionRequest(pod, "alluxio", namespaceOptedIn()))));
    }

    public boolean namespaceOptedIn() {
        return tree.path(OPTED_IN).booleanValue(false);
    }

    ObjectNode configuration() {
        return (ObjectNode) tree.get(CONFIGURATION);
    }

    public ObjectNode pod() {
        return (ObjectNode) tree.get(POD);
    }

    /** The configuration file and the pod. */
    String toYaml() {
        String comment = namespaceOptedIn() ? "# its namespace opted in\n" : "";
        return comment
                + new KubeYamlWriter()
                        .writeAll(List.of(tree.path(CONFIGURATION), tree.path(POD)), KubeYaml.Format.YAML);
    }

    private static Optional<Injector> injector(ObjectNode configuration) {
        return new AdmissionConfigurationReader().read(configuration.toString(), "generated.yaml")
                        instanceof ConfigurationResult.Loaded loaded
                ? Optional.of(new Injector(OfflineConfiguration.of(loaded.written())))
                : Optional.empty();
    }

    private static void reverse(JsonNode list) {
        if (list instanceof ArrayNode array) {
            List<JsonNode> items = array.valueStream().toList();
            array.removeAll();
            items.reversed().forEach(array::add);
        }
    }
}
