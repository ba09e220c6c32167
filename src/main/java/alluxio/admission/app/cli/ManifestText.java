package alluxio.admission.app.cli;

import alluxio.admission.manifest.input.UnreadableException;
import alluxio.admission.manifest.yaml.KubeYaml.Document;
import alluxio.admission.manifest.yaml.KubeYaml.Format;
import alluxio.admission.manifest.yaml.KubeYamlWriter;
import java.util.List;

/** Writes manifests as text. */
final class ManifestText {
    private ManifestText() {}

    static String of(List<Document> documents) {
        try {
            return render(documents);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("the input has a value that cannot be written: " + e.getMessage());
        }
    }

    /** Each document in the format it came in; a single JSON document stays plain JSON. */
    private static String render(List<Document> documents) {
        KubeYamlWriter writer = new KubeYamlWriter();
        Format first = documents.isEmpty() ? Format.YAML : documents.getFirst().format();
        if (documents.stream().allMatch(document -> document.format() == first)) {
            return writer.writeAll(documents.stream().map(Document::content).toList(), first);
        }
        StringBuilder text = new StringBuilder();
        for (Document document : documents) {
            text.append(text.isEmpty() ? "" : "---\n").append(writer.write(document.content(), document.format()));
        }
        return text.toString();
    }
}
