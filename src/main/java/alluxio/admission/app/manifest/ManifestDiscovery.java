package alluxio.admission.app.manifest;

import alluxio.admission.discovery.Discovery;
import alluxio.admission.discovery.DiscoveryResult;
import alluxio.admission.discovery.ObjectOrigin;
import alluxio.admission.manifest.ManifestDocuments;
import alluxio.admission.manifest.ManifestObject;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.manifest.Manifests;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is discovered in manifests: in all of their namespaces, as who reads them has chosen them.
 *
 * @param settings with these namespaces
 * @param warnings about the texts
 */
public record ManifestDiscovery(DiscoverySettings settings, DiscoveryResult result, List<String> warnings) {

    /**
     * @param hostPaths of {@link DiscoverySettings}
     * @param defaultNamespace of objects that name none
     */
    public static ManifestDiscovery of(
            KubeYaml yaml, List<ManifestSource> sources, List<String> hostPaths, String defaultNamespace) {
        ReadManifests read = ReadManifests.of(yaml, sources);
        List<String> unreadable = read.problems().unreadableLines();
        if (!unreadable.isEmpty()) {
            throw new UnreadableException(unreadable);
        }
        List<String> namespaces = read.objects().stream()
                .map(object -> ManifestObject.namespace(object, defaultNamespace))
                .distinct()
                .sorted()
                .toList();
        return read.discover(new DiscoverySettings(namespaces, hostPaths, false), defaultNamespace);
    }

    /** Only in the namespaces that the settings name, as the webhook does, and in what can be read. */
    public static ManifestDiscovery inTrusted(
            KubeYaml yaml, List<ManifestSource> sources, DiscoverySettings settings, String defaultNamespace) {
        return ReadManifests.of(yaml, sources).discover(settings, defaultNamespace);
    }

    private record ReadManifests(List<ObjectNode> objects, Manifests.Problems problems) {
        static ReadManifests of(KubeYaml yaml, List<ManifestSource> sources) {
            List<ObjectNode> objects = new ArrayList<>();
            Manifests.Problems problems = Manifests.Problems.none();
            for (ManifestSource source : sources) {
                ManifestDocuments read = ManifestDocuments.read(yaml, source);
                problems.add(read);
                read.documents()
                        .forEach(document ->
                                ManifestPod.objects(document.content()).forEach(objects::add));
            }
            return new ReadManifests(objects, problems);
        }

        ManifestDiscovery discover(DiscoverySettings settings, String defaultNamespace) {
            Discovery discovery = new Discovery(settings, ObjectOrigin.MANIFESTS);
            return new ManifestDiscovery(
                    settings, discovery.discover(new ManifestView(objects, defaultNamespace)), problems.warningLines());
        }
    }
}
