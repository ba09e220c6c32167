package alluxio.admission.manifest;

import alluxio.admission.manifest.yaml.DuplicateKey;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.manifest.yaml.YamlException;
import alluxio.admission.model.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents of one source, all of them objects, as far as they can be read.
 *
 * @param warnings keys that are there twice, of which the last value counts; of each document the first
 *     {@link Limits#REPORTED_FINDINGS} and how many more there are
 * @param unreadable what cannot be read, or is no object
 */
public record ManifestDocuments(
        List<KubeYaml.Document> documents, List<SourceProblem> warnings, List<SourceProblem> unreadable) {
    public ManifestDocuments {
        documents = List.copyOf(documents);
        warnings = List.copyOf(warnings);
        unreadable = List.copyOf(unreadable);
    }

    public static ManifestDocuments read(KubeYaml yaml, ManifestSource source) {
        KubeYaml.ReadStream stream = yaml.readEach(source.text(), source.name());
        List<KubeYaml.Document> documents = new ArrayList<>();
        List<SourceProblem> warnings = new ArrayList<>();
        List<SourceProblem> unreadable = new ArrayList<>();
        stream.unreadable().forEach(e -> unreadable.add(problem(e)));
        for (KubeYaml.Document document : stream.documents()) {
            if (document.content().isObject()) {
                documents.add(document);
                warnings.addAll(duplicates(source.name(), document));
            } else {
                String message = "document " + (document.index() + 1)
                        + ": a Kubernetes object is needed here, with apiVersion and kind";
                unreadable.add(new SourceProblem(source.name(), document.line(), 1, message));
            }
        }
        return new ManifestDocuments(documents, warnings, unreadable);
    }

    private static SourceProblem problem(YamlException e) {
        String document = e.document() > 1 ? "document " + e.document() + ": " : "";
        return new SourceProblem(e.source(), e.line(), e.column(), document + e.reason());
    }

    private static List<SourceProblem> duplicates(String source, KubeYaml.Document document) {
        List<SourceProblem> told = new ArrayList<>();
        for (DuplicateKey key : document.duplicates()) {
            if (told.size() == Limits.REPORTED_FINDINGS) {
                int more = document.duplicates().size() - told.size();
                told.add(new SourceProblem(
                        source, key.line(), key.column(), more + " more keys of this document are there twice"));
                break;
            }
            told.add(new SourceProblem(source, key.line(), key.column(), "warning: " + key.warning()));
        }
        return told;
    }
}
