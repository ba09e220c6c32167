package alluxio.admission.app.demo;

import alluxio.admission.manifest.yaml.KubeYaml;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * What an installation with the chart's default values consists of. The build puts deploy/manifests into the jar, so that what
 * is tried is registered as what is installed.
 */
public final class PlainManifests {
    private static final String FILE = "alluxio-admission.yaml";

    private PlainManifests() {}

    /** The first object of a kind, which is the caller's to change. */
    public static <T extends HasMetadata> T first(Class<T> kind) {
        return new KubeYaml()
                .read(Resource.text(FILE), FILE).stream()
                        .map(KubeYaml.Document::content)
                        .filter(object -> object.path("kind").asString("").equals(HasMetadata.getKind(kind)))
                        .map(object -> Serialization.unmarshal(object.toString(), kind))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no " + kind.getSimpleName() + " in " + FILE));
    }
}
