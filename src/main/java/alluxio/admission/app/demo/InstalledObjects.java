package alluxio.admission.app.demo;

import alluxio.admission.manifest.yaml.KubeYaml;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of an installation with the chart's default values. The build puts deploy/manifests into the jar, so that what
 * is tried is registered as what is installed.
 */
public final class InstalledObjects {
    private static final String FILE = "alluxio-admission.yaml";

    private InstalledObjects() {}

    /** The first object of a kind, which is the caller's to change. */
    public static ObjectNode first(String kind) {
        return new KubeYaml()
                .read(DemoResource.text(FILE), FILE).stream()
                        .map(KubeYaml.Document::content)
                        .filter(object -> object.path("kind").asString("").equals(kind))
                        .map(ObjectNode.class::cast)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no " + kind + " in " + FILE));
    }
}
