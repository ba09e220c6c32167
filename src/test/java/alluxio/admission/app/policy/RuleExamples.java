package alluxio.admission.app.policy;

import alluxio.admission.app.cli.Run;
import alluxio.admission.manifest.yaml.KubeYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of the rules, which are evaluated in policy, for tests through the command line and the API server. */
public final class RuleExamples {
    private static final Path FOLDER = Path.of("../policy/src/test/resources/rules");

    /** @param rule the folder's name */
    public record Example(String rule, String name, String text) {
        public boolean fails() {
            return name.startsWith("fails");
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

    public static List<Example> all() {
        return folders().stream().flatMap(rule -> of(rule).stream()).toList();
    }

    private static List<String> folders() {
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
