package alluxio.admission.manifest.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.yaml.KubeYaml.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What we read is what kubectl reads, of duplicate keys the last value and of merged keys the one that stands over them.
 */
class KubeYamlAgainstSigsYamlIT {
    private static SigsYaml sigs;

    /** Reasons of ours for which kubectl may read a text that we refuse; each would lose or change something in silence. */
    private static final List<String> DELIBERATE = List.of(
            // The keys only become the same text.
            "kubectl takes either value at random",
            "Duplicate Object property",
            // goyaml takes the colon into the key.
            "a space is missing after \":\"",
            // Not in YAML's list of escapes; goyaml takes both all the same.
            "found unknown escape character '(39)",
            "found unknown escape character \t(9)",
            // In further lines of a plain scalar, goyaml takes a tab in the indentation.
            "a tab cannot indent a line",
            // goyaml takes "|#" for a comment, which needs a blank before it.
            "may follow | or >",
            // kubectl goes on in YAML after a first JSON value, where goyaml would stop after it.
            "what follows the JSON value is no JSON",
            // goyaml reads on in a plain scalar that is the whole document.
            "a directive (%) cannot stand here",
            // 10,000 levels there.
            "nested deeper than");

    @BeforeAll
    static void buildReference(@TempDir Path directory) throws Exception {
        sigs = SigsYaml.build(directory);
    }

    @Test
    void nastyDocumentsReadTheSame() throws Exception {
        List<String> texts = NastyDocuments.all();
        assertThat(texts).hasSizeGreaterThan(150);
        compare(texts);
    }

    @Test
    void randomDocumentsReadTheSame() throws Exception {
        compare(RandomDocuments.texts(20_000, 7));
    }

    @Test
    void manifestsOfTheGivenFolderReadTheSame() throws Exception {
        String folder = System.getProperty("manifests.dir", "");
        if (folder.isEmpty()) {
            System.out.println("No folder of manifests was given (-Dmanifests.dir=...): none compared");
            return;
        }
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file :
                    files.filter(f -> f.toString().matches(".*\\.(ya?ml|json)")).toList()) {
                texts.add(Files.readString(file));
            }
        }
        compare(texts);
        System.out.println(texts.size() + " manifests compared with sigs.k8s.io/yaml");
    }

    @Test
    void whatWeWriteReadsBackTheSameThere() throws Exception {
        List<JsonNode> trees = RandomTrees.trees(3_000, 11);
        KubeYamlWriter writer = new KubeYamlWriter();
        List<String> texts =
                trees.stream().map(t -> writer.write(t, KubeYaml.Format.YAML)).toList();
        List<SigsYaml.Answer> answers = sigs.read(texts);
        for (int i = 0; i < trees.size(); i++) {
            SigsYaml.Result strict = answers.get(i).strict();
            List<JsonNode> wanted = trees.get(i).isNull() ? List.of() : List.of(trees.get(i));
            assertThat(strict.ok() && SameJson.same(wanted, strict.documents()))
                    .as("%s%nread as %s", texts.get(i), strict)
                    .isTrue();
        }
    }

    private static void compare(List<String> texts) throws Exception {
        List<SigsYaml.Answer> answers = sigs.read(texts);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            difference(text, answers.get(i)).ifPresent(d -> differences.add("--- " + visible(text) + "\n    " + d));
        }
        assertThat(differences).as("of %s texts", texts.size()).isEmpty();
    }

    /** Empty when both agree, or differ on purpose. */
    private static Optional<String> difference(String text, SigsYaml.Answer answer) {
        SigsYaml.Result kubectl = answer.kubectl();
        List<JsonNode> ours;
        try {
            ours = new KubeYaml()
                    .read(text, "text").stream().map(Document::content).toList();
        } catch (YamlException e) {
            // What stands after the end of a document, goyaml ignores.
            boolean allowed =
                    !kubectl.ok() || answer.restIgnored() || DELIBERATE.stream().anyMatch(e.reason()::contains);
            return allowed
                    ? Optional.empty()
                    : Optional.of("ours: " + e.getMessage() + "; kubectl: " + kubectl.documents());
        }
        if (!kubectl.ok()) {
            return Optional.of("ours: " + ours + "; kubectl: " + kubectl.error());
        }
        if (answer.restIgnored() && !text.stripLeading().startsWith("{")) {
            return Optional.of("ours: " + ours + "; kubectl ignores the rest");
        }
        return SameJson.same(ours, kubectl.documents())
                ? Optional.empty()
                : Optional.of("ours: " + ours + "; kubectl: " + kubectl.documents() + "; strict: " + answer.strict());
    }

    private static String visible(String text) {
        String shown = text.length() > 300 ? text.substring(0, 300) + "..." : text;
        return shown.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }
}
