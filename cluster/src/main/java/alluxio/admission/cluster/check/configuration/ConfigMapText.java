package alluxio.admission.cluster.check.configuration;

import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.ObjectFacts;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.model.kube.JsonNodes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration file as the ConfigMap of an installation has it.
 *
 * @param source {@code ConfigMap alluxio-admission/alluxio-admission}
 */
public record ConfigMapText(String source, String text) {
    /** The key of the ConfigMap. */
    public static final String FILE = "config.yaml";

    /** Empty where the ConfigMap is not seen. */
    public static Optional<ConfigMapText> of(Installation installation, ObjectFacts objects) {
        return objects.find(ReadableKind.CONFIG_MAP, installation.namespace(), installation.service())
                .map(map -> new ConfigMapText(ObjectNames.withKind(map), text(map)));
    }

    private static String text(ObjectNode map) {
        String binary = JsonNodes.text(map.path("binaryData"), FILE);
        try {
            return binary.isEmpty()
                    ? JsonNodes.text(map.path("data"), FILE)
                    : new String(Base64.getDecoder().decode(binary), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** As a server that has loaded it says at {@code /readyz}. */
    public String digest() {
        return Digests.of(text);
    }
}
