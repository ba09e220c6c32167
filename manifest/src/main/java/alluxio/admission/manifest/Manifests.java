package alluxio.admission.manifest;

import alluxio.admission.manifest.input.Progress;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.KubeYaml;
import java.util.ArrayList;
import java.util.List;

/**
 * Manifests that were read: all of them, before anything is decided, as a Namespace may come after its pods.
 *
 * @param documents everything, in order; a change to a pod is a change to its document
 * @param pods with the source that each stands in
 */
public record Manifests(List<KubeYaml.Document> documents, List<LocatedPod> pods, NamespaceOptIns namespaces) {
    /** @param source as the user named it */
    public record LocatedPod(String source, ManifestPod site) {}

    public static Manifests read(KubeYaml yaml, List<ManifestSource> sources, Progress progress) {
        NamespaceOptIns namespaces = new NamespaceOptIns();
        List<KubeYaml.Document> documents = new ArrayList<>();
        List<LocatedPod> pods = new ArrayList<>();
        for (ManifestSource source : sources) {
            progress.at("reading objects", documents.size(), 0);
            for (KubeYaml.Document document : documents(yaml, source)) {
                namespaces.read(document.content());
                documents.add(document);
                ManifestPod.of(document.content()).forEach(site -> pods.add(new LocatedPod(source.name(), site)));
            }
        }
        return new Manifests(documents, pods, namespaces);
    }

    /**
     * The documents of a source, all of them objects.
     *
     * @throws UnreadableException when one cannot be read, or is not an object
     */
    public static List<KubeYaml.Document> documents(KubeYaml yaml, ManifestSource source) {
        List<KubeYaml.Document> documents = yaml.read(source.text(), source.name());
        documents.forEach(document -> requireObject(source, document));
        return documents;
    }

    private static void requireObject(ManifestSource source, KubeYaml.Document document) {
        if (!document.content().isObject()) {
            throw new UnreadableException(source.name() + ": document " + (document.index() + 1) + ", line "
                    + document.line() + ": a Kubernetes object is needed here, with apiVersion and kind");
        }
    }
}
