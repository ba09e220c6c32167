package alluxio.admission.app.policy;

import alluxio.admission.app.cli.Run;
import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.rules.AllRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The examples of the rules: {@code rules/<id>/fails*.yaml} and {@code passes*.yaml}. The first comment line says what the
 * example shows; in one that fails, each line {@code # path: …} is where the rule must point, and there are no others. All
 * documents of an example are seen together, and all are judged.
 */
public final class RuleExamples {
    static final Path FOLDER = Path.of("../policy/src/test/resources/rules");
    private static final String PATH = "# path: ";

    /** @param rule the folder's name */
    public record Example(String rule, String name, String text) {
        public boolean fails() {
            return name.startsWith("fails");
        }

        /** The first line, which says what it shows. */
        String shows() {
            return text.lines().findFirst().orElse("").replaceFirst("^#\\s*", "");
        }

        List<String> paths() {
            return text.lines()
                    .filter(line -> line.startsWith(PATH))
                    .map(line -> line.substring(PATH.length()))
                    .sorted()
                    .toList();
        }

        /** Without the comments at its head. */
        String manifest() {
            return text.lines()
                            .dropWhile(line -> line.startsWith("#"))
                            .reduce((a, b) -> a + "\n" + b)
                            .orElse("")
                    + "\n";
        }

        /** The documents, freshly read. */
        public List<JsonNode> documents() {
            return new KubeYaml()
                    .read(manifest(), toString()).stream()
                            .map(KubeYaml.Document::content)
                            .toList();
        }

        @Override
        public String toString() {
            return rule + "/" + name;
        }
    }

    private RuleExamples() {}

    static List<Rule> rules() {
        return AllRules.registry().rules();
    }

    public static List<Example> all() {
        return folders().stream().flatMap(rule -> of(rule).stream()).toList();
    }

    static List<String> folders() {
        return names(FOLDER);
    }

    /** Those that fail first, then in the order of their names. */
    public static List<Example> of(String rule) {
        Path folder = FOLDER.resolve(rule);
        return names(folder).stream()
                .map(name -> new Example(rule, name, read(folder.resolve(name))))
                .toList();
    }

    /** The findings that {@code validate -o json} prints. */
    public static List<JsonNode> validate(String manifest) {
        Run run = Run.with(manifest, "validate", "-f", "-", "-o", "json");
        if (run.out().isEmpty()) {
            throw new IllegalStateException(run.err() + "\n" + manifest);
        }
        return JsonMapper.shared()
                .readTree(run.out())
                .path("findings")
                .valueStream()
                .toList();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
