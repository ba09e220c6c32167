package alluxio.admission.app.manifest;

import alluxio.admission.discovery.Discovery;
import alluxio.admission.discovery.DiscoveryResult;
import alluxio.admission.discovery.ObjectOrigin;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.manifest.Manifests;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is discovered in manifests: in all of their namespaces, as who reads them has chosen them.
 *
 * @param settings with these namespaces
 */
public record ManifestDiscovery(DiscoverySettings settings, DiscoveryResult result) {

    /**
     * @param hostPaths of {@link DiscoverySettings}
     * @param defaultNamespace of objects that name none
     */
    public static ManifestDiscovery of(
            KubeYaml yaml, List<ManifestSource> sources, List<String> hostPaths, String defaultNamespace) {
        List<ObjectNode> objects = sources.stream()
                .flatMap(source -> Manifests.documents(yaml, source).stream())
                .flatMap(document -> ManifestPod.objects(document.content()))
                .toList();
        List<String> namespaces = objects.stream()
                .map(object -> object.path("metadata").path("namespace").stringValue(""))
                .map(namespace -> namespace.isEmpty() ? defaultNamespace : namespace)
                .distinct()
                .sorted()
                .toList();
        DiscoverySettings settings = new DiscoverySettings(namespaces, hostPaths, false);
        return new ManifestDiscovery(
                settings,
                new Discovery(settings, ObjectOrigin.MANIFESTS).discover(new ManifestView(objects, defaultNamespace)));
    }
}
