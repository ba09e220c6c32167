package alluxio.admission.app.manifest;

import alluxio.admission.discovery.Discovery;
import alluxio.admission.discovery.DiscoveryResult;
import alluxio.admission.discovery.ObjectOrigin;
import alluxio.admission.manifest.ManifestDocuments;
import alluxio.admission.manifest.ManifestPod;
import alluxio.admission.manifest.ManifestSource;
import alluxio.admission.manifest.ManifestView;
import alluxio.admission.manifest.SourceProblem;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.util.List;
import java.util.function.Function;
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
        List<ManifestDocuments> read = sources.stream()
                .map(source -> ManifestDocuments.read(yaml, source))
                .toList();
        requireReadable(read);
        List<ObjectNode> objects = objects(read);
        List<String> namespaces = objects.stream()
                .map(object -> object.path("metadata").path("namespace").stringValue(""))
                .map(namespace -> namespace.isEmpty() ? defaultNamespace : namespace)
                .distinct()
                .sorted()
                .toList();
        DiscoverySettings settings = new DiscoverySettings(namespaces, hostPaths, false);
        return new ManifestDiscovery(
                settings,
                new Discovery(settings, ObjectOrigin.MANIFESTS).discover(new ManifestView(objects, defaultNamespace)),
                lines(read, ManifestDocuments::warnings));
    }

    /** Only in the namespaces that the settings name, as the webhook does, and in what can be read. */
    public static ManifestDiscovery inTrusted(
            KubeYaml yaml, List<ManifestSource> sources, DiscoverySettings settings, String defaultNamespace) {
        List<ManifestDocuments> read = sources.stream()
                .map(source -> ManifestDocuments.read(yaml, source))
                .toList();
        return new ManifestDiscovery(
                settings,
                new Discovery(settings, ObjectOrigin.MANIFESTS)
                        .discover(new ManifestView(objects(read), defaultNamespace)),
                lines(read, ManifestDocuments::warnings));
    }

    private static List<ObjectNode> objects(List<ManifestDocuments> read) {
        return read.stream()
                .flatMap(source -> source.documents().stream())
                .flatMap(document -> ManifestPod.objects(document.content()))
                .toList();
    }

    private static void requireReadable(List<ManifestDocuments> read) {
        List<String> unreadable = lines(read, ManifestDocuments::unreadable);
        if (!unreadable.isEmpty()) {
            throw new UnreadableException(unreadable);
        }
    }

    private static List<String> lines(
            List<ManifestDocuments> read, Function<ManifestDocuments, List<SourceProblem>> problems) {
        return read.stream()
                .flatMap(source -> problems.apply(source).stream())
                .map(SourceProblem::toString)
                .toList();
    }
}
