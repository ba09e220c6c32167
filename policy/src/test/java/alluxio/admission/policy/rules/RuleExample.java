package alluxio.admission.policy.rules;

import alluxio.admission.manifest.yaml.KubeYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * An example of a rule: {@code rules/<id>/fails*.yaml} or {@code passes*.yaml}. Its first comment line says what it shows; in
 * one that fails, each line {@code # path: …} is where the rule must point, and there are no others. All documents of an
 * example are seen together, and all are evaluated.
 *
 * @param rule the folder's name
 * @param name the file's name
 */
record RuleExample(String rule, String name, String text) {
    private static final Path FOLDER = Path.of("src/test/resources/rules");
    private static final String PATH = "# path: ";
    private static final String FIX = "# fix: ";

    /** The rules that have a folder, sorted. */
    static List<String> folders() {
        return names(FOLDER);
    }

    static Stream<RuleExample> all() {
        return folders().stream().flatMap(rule -> of(rule).stream());
    }

    /** Those that fail first, then in the order of their names. */
    static List<RuleExample> of(String rule) {
        Path folder = FOLDER.resolve(rule);
        return names(folder).stream()
                .map(name -> new RuleExample(rule, name, read(folder.resolve(name))))
                .toList();
    }

    boolean fails() {
        return name.startsWith("fails");
    }

    /** What it shows: its first line. */
    String shows() {
        return text.lines().findFirst().orElse("").replaceFirst("^#\\s*", "");
    }

    /** Where the rule must point, sorted. */
    List<String> paths() {
        return text.lines()
                .filter(line -> line.startsWith(PATH))
                .map(line -> line.substring(PATH.length()))
                .sorted()
                .toList();
    }

    /** What the fix of its findings does, applied by hand. */
    List<String> fixes() {
        return text.lines()
                .takeWhile(line -> line.startsWith("#"))
                .filter(line -> line.startsWith(FIX))
                .map(line -> line.substring(FIX.length()))
                .toList();
    }

    /** The documents after the fix. */
    List<ObjectNode> fixed() {
        List<ObjectNode> documents = new ArrayList<>(documents());
        new ExamplePatch(fixes()).apply(documents);
        return documents;
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
    List<ObjectNode> documents() {
        return new KubeYaml()
                .read(manifest(), toString()).stream()
                        .map(document -> (ObjectNode) document.content())
                        .toList();
    }

    @Override
    public String toString() {
        return rule + "/" + name;
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
