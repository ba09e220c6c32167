package alluxio.admission.manifest;

import alluxio.admission.manifest.input.Progress;
import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.kube.KubernetesKinds;
import alluxio.admission.model.kube.PodTemplateSearch;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Manifests that were read: all of them, before anything is decided, as a Namespace may come after its pods.
 *
 * @param documents everything, in order; a change to a pod is a change to its document
 * @param pods with the source that each stands in
 * @param others objects without a pod template that have parts of pods
 */
public record Manifests(
        List<KubeYaml.Document> documents,
        List<LocatedPod> pods,
        List<OtherObject> others,
        NamespaceOptIns namespaces) {
    /** @param source as the user named it */
    public record LocatedPod(String source, ManifestPod site) {}

    /**
     * @param source as the user named it
     * @param advice what users are told about it
     */
    public record OtherObject(String source, ObjectNode object, String advice) {}

    public static Manifests read(KubeYaml yaml, List<ManifestSource> sources, Progress progress) {
        Manifests read = new Manifests(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new NamespaceOptIns());
        for (ManifestSource source : sources) {
            progress.at("reading objects", read.documents.size(), 0);
            for (KubeYaml.Document document : documents(yaml, source)) {
                read.namespaces.read(document.content());
                read.documents.add(document);
                ManifestPod.objects(document.content()).forEach(object -> read.add(source.name(), object));
            }
        }
        return read;
    }

    private void add(String source, ObjectNode object) {
        if (KubernetesKinds.contains(object)) {
            ManifestPod.ofObject(object).forEach(site -> pods.add(new LocatedPod(source, site)));
            return;
        }
        PodTemplateSearch.Result found = PodTemplateSearch.search(object);
        ManifestPod.ofSearch(object, found).forEach(site -> pods.add(new LocatedPod(source, site)));
        KindAdvice.withoutTemplate(object, found)
                .ifPresent(advice -> others.add(new OtherObject(source, object, advice)));
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
