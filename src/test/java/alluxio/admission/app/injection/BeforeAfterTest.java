package alluxio.admission.app.injection;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.cli.Run;
import alluxio.admission.model.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Manifests as people write them, and what {@code inject} makes and says of them. The results are kept beside them; to
 * change them, run with GOLDEN_UPDATE=1 in the environment and review the difference.
 */
@DisplayName("The manifest")
class BeforeAfterTest {
    private static final Path FOLDER = Path.of("test/resources/before-after");
    private static final String CONFIGURATION = "configuration.yaml";
    private static final String BEFORE = ".before.yaml";
    private static final String AFTER = ".after.yaml";

    static List<String> names() throws IOException {
        return files().stream()
                .filter(file -> file.endsWith(BEFORE))
                .map(file -> file.substring(0, file.length() - BEFORE.length()))
                .toList();
    }

    @ParameterizedTest(name = "{0}.before.yaml")
    @MethodSource("names")
    @DisplayName("becomes what is kept beside it; injecting that changes nothing, and taking it back gives the first")
    void result(String name) throws IOException {
        String before = Files.readString(FOLDER.resolve(name + BEFORE));
        Run run = inject(before);
        assertThat(run.exitCode()).as(run.err()).isZero();
        Path golden = FOLDER.resolve(name + AFTER);
        String text = run.out() + "# told on standard error:\n"
                + run.err().replaceAll("(?m)^", "# ").strip() + "\n";
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
        assertThat(inject(run.out()).out()).isEqualTo(run.out());
        assertThat(uninject(run.out())).isEqualTo(uninject(before));
    }

    @Test
    @DisplayName("has its result beside it, there are no others, and every feature has one")
    void complete() throws IOException {
        TreeSet<String> wanted = new TreeSet<>(List.of(CONFIGURATION));
        StringBuilder applied = new StringBuilder();
        for (String name : names()) {
            wanted.addAll(List.of(name + BEFORE, name + AFTER));
            applied.append(Files.readString(FOLDER.resolve(name + AFTER)));
        }
        assertThat(files()).containsExactlyElementsOf(wanted);
        assertThat(Arrays.stream(Feature.values()).map(Feature::key))
                .allSatisfy(key ->
                        assertThat(applied).containsPattern("\"features\":\\[[^]]*\"" + Pattern.quote(key) + "\""));
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Run inject(String manifest) {
        String configuration = FOLDER.resolve(CONFIGURATION).toString();
        return Run.with(manifest, "inject", "-f", "-", "--config", configuration);
    }

    private static String uninject(String manifest) {
        return Run.with(manifest, "uninject", "-f", "-").out();
    }
}
