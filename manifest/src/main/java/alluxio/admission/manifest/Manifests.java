package alluxio.admission.manifest;

import alluxio.admission.manifest.input.Progress;
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
 * @param objects every object, with its place
 * @param pods with the source that each stands in
 * @param others objects without a pod template that have parts of pods
 * @param problems of the texts
 */
public record Manifests(
        List<KubeYaml.Document> documents,
        List<LocatedObject> objects,
        List<LocatedPod> pods,
        List<OtherObject> others,
        NamespaceOptIns namespaces,
        Problems problems) {
    /** @param object with its path in the document */
    public record LocatedObject(ManifestSource source, KubeYaml.Document document, ManifestObject object) {}

    /**
     * @param source as the user named it
     * @param mark tells it from others of the same name in the source, in messages; "" where there are none
     */
    public record LocatedPod(String source, ManifestPod site, String mark) {
        /** For messages: {@code Deployment default/web}. */
        public String describe(String defaultNamespace) {
            return site.describe(defaultNamespace) + mark;
        }
    }

    /**
     * @param source as the user named it
     * @param mark as that of a pod
     * @param advice what users are told about it
     */
    public record OtherObject(String source, ObjectNode object, String mark, String advice) {
        /** For messages: {@code Workflow default/web}. */
        public String describe(String defaultNamespace) {
            return ManifestObject.describe(object, defaultNamespace) + mark;
        }
    }

    /**
     * What is to be said of texts. More can be added.
     *
     * @param unreadable what has no result, because it cannot be read
     */
    public record Problems(List<SourceProblem> warnings, List<SourceProblem> unreadable) {
        public static Problems none() {
            return new Problems(new ArrayList<>(), new ArrayList<>());
        }

        /** One line for each. */
        public List<String> warningLines() {
            return warnings.stream().map(SourceProblem::toString).toList();
        }

        /** One line for each. */
        public List<String> unreadableLines() {
            return unreadable.stream().map(SourceProblem::toString).toList();
        }

        public void add(ManifestDocuments read) {
            warnings.addAll(read.warnings());
            unreadable.addAll(read.unreadable());
        }
    }

    public static Manifests read(KubeYaml yaml, List<ManifestSource> sources, Progress progress) {
        Manifests read = new Manifests(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new NamespaceOptIns(),
                Problems.none());
        for (ManifestSource source : sources) {
            progress.at("reading objects", read.documents.size(), 0);
            ManifestDocuments found = ManifestDocuments.read(yaml, source);
            read.problems.add(found);
            for (KubeYaml.Document document : found.documents()) {
                read.namespaces.read(document.content());
                read.documents.add(document);
                ManifestObject.of(document.content())
                        .forEach(object -> read.objects.add(new LocatedObject(source, document, object)));
            }
        }
        RepeatedObjects repeated = new RepeatedObjects(read.objects);
        read.objects.forEach(
                object -> read.add(object.source().name(), object.object().object(), repeated.mark(object)));
        return read;
    }

    private void add(String source, ObjectNode object, String mark) {
        if (KubernetesKinds.contains(object)) {
            ManifestPod.ofObject(object).forEach(site -> pods.add(new LocatedPod(source, site, mark)));
            return;
        }
        PodTemplateSearch.Result found = PodTemplateSearch.search(object);
        ManifestPod.ofSearch(object, found).forEach(site -> pods.add(new LocatedPod(source, site, mark)));
        KindAdvice.withoutTemplate(object, found)
                .ifPresent(advice -> others.add(new OtherObject(source, object, mark, advice)));
    }
}
