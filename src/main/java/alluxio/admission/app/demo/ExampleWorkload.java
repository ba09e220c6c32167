package alluxio.admission.app.demo;

import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.yaml.KubeYaml;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of deploy/examples: manifests of one application.
 *
 * @param title its first comment line
 * @param pods the pods that become of it, in the order in which they stand there
 */
public record ExampleWorkload(String title, List<Made> pods) {
    /**
     * A pod, and what makes it.
     *
     * @param maker such as {@code Deployment web}
     */
    public record Made(String maker, ObjectNode pod) {}

    public static ExampleWorkload read(String text, String file) {
        List<Made> pods = new ArrayList<>();
        for (KubeYaml.Document document : new KubeYaml().read(text, file)) {
            ManifestPod.of(document.content()).forEach(site -> pods.add(new Made(name(site), pod(site))));
        }
        return new ExampleWorkload(text.lines().findFirst().orElse("").replaceFirst("^#\\s*", ""), List.copyOf(pods));
    }

    private static String name(ManifestPod site) {
        return site.kind() + " " + site.name();
    }

    /** As a controller makes it: with a name of its own, in the namespace of its owner. */
    private static ObjectNode pod(ManifestPod site) {
        if (site.path().segments().isEmpty()) {
            return site.pod().deepCopy();
        }
        ObjectNode pod =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Pod");
        pod.setAll(site.pod().deepCopy());
        pod.withObjectProperty("metadata").put("generateName", site.name() + "-");
        return pod;
    }
}
