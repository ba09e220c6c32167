package alluxio.admission.app.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import alluxio.admission.app.cli.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Manifests that people run: the folder of the system property {@code manifests.dir}. What is refused among them is a real
 * defect with its reason in {@code official/defects.txt}; all else that is refused there is a mistake of ours.
 */
@DisplayName("Of official manifests")
class OfficialManifestsTest {
    private static final String MANIFESTS = "manifests.dir";
    private static final Path DEFECTS = Path.of("test/resources/official/defects.txt");

    @BeforeEach
    void needsManifests() {
        assumeTrue(System.getProperty(MANIFESTS) != null, "no folder of manifests was given by -D" + MANIFESTS);
    }

    @Test
    @DisplayName("only what is a defect is refused, each alone and each folder as one input")
    void onlyDefects() throws IOException {
        Map<String, String> known = known();
        TreeSet<String> found = new TreeSet<>();
        TreeSet<String> warned = new TreeSet<>();
        List<Path> inputs = inputs();
        for (Path input : inputs) {
            for (JsonNode finding : validate(input)) {
                String defect = finding.path("rule").asString() + " "
                        + finding.at("/object/kind").asString() + " "
                        + finding.path("path").asString("") + " "
                        + finding.path("found").asString("");
                (finding.path("severity").asString().equals("deny") ? found : warned).add(defect);
            }
        }
        System.out.println("official manifests: " + inputs.size() + " inputs, " + found.size()
                + " different defects refused, " + warned.size() + " warned about");
        assertThat(found).as("listed with a reason in " + DEFECTS).isSubsetOf(known.keySet());
    }

    @Test
    @DisplayName("the default installation of 2.9.6 brings three warnings, which docs/validate.md defends")
    void defaultInstallation() throws IOException {
        Path folder = Path.of(System.getProperty(MANIFESTS), "alluxio/rendered-2.9.6/local");
        assumeTrue(Files.isDirectory(folder), "the folder of manifests has no " + folder);
        assertThat(validate(folder))
                .extracting(finding -> finding.path("severity").asString() + " "
                        + finding.path("rule").asString() + " "
                        + finding.at("/object/kind").asString())
                .containsExactlyInAnyOrder(
                        "warn memory-limit StatefulSet",
                        "warn memory-limit DaemonSet",
                        "warn domain-socket-claim DaemonSet");
        String page = Files.readString(Path.of("../docs/validate.md"));
        assertThat(page.substring(page.indexOf("## The official chart")))
                .contains("`memory-limit`", "`domain-socket-claim`");
    }

    /** Each file, and each folder that has files. */
    private static List<Path> inputs() throws IOException {
        try (Stream<Path> walk = Files.walk(Path.of(System.getProperty(MANIFESTS)))) {
            List<Path> inputs = new ArrayList<>();
            walk.sorted().forEach(path -> {
                if (path.toString().endsWith(".yaml") || (Files.isDirectory(path) && hasManifests(path))) {
                    inputs.add(path);
                }
            });
            return inputs;
        }
    }

    private static boolean hasManifests(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> validate(Path input) {
        Run run = Run.of("validate", "-f", input.toString(), "-o", "json");
        assertThat(run.exitCode()).as(input + ": " + run.err()).isLessThan(2);
        return JsonMapper.shared()
                .readTree(run.out())
                .path("findings")
                .valueStream()
                .toList();
    }

    /** Two lines for each: the finding, and, indented, the reason why it is a defect. */
    private static Map<String, String> known() throws IOException {
        Map<String, String> known = new LinkedHashMap<>();
        String finding = "";
        for (String line : Files.readAllLines(DEFECTS)) {
            if (line.startsWith("  ")) {
                known.put(finding, line.strip());
            } else if (!line.startsWith("#")) {
                finding = line;
            }
        }
        assertThat(known.values()).allMatch(reason -> reason.length() > 20);
        return known;
    }
}
