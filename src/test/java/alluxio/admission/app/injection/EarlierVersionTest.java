package alluxio.admission.app.injection;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Manifests as an earlier version injected them: with variables at the end of their lists, and one digest for all options of a
 * variable. They are never written again.
 */
@DisplayName("A manifest that an earlier version injected")
class EarlierVersionTest {
    private static final Path FOLDER = Path.of("test/resources/injected-earlier");
    private static final Path BEFORE_AFTER = Path.of("test/resources/before-after");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    @DisplayName("stays as it is")
    void stays(String name) throws IOException {
        String manifest = Files.readString(FOLDER.resolve(name));
        Run run = Run.with(
                manifest,
                "inject",
                "-f",
                "-",
                "--config",
                BEFORE_AFTER.resolve("configuration.yaml").toString());
        assertThat(run.out()).as(run.err()).isEqualTo(manifest.substring(0, manifest.indexOf("# told on")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    @DisplayName("is uninjected without a trace, also when something was written behind the options")
    void uninjected(String name) throws IOException {
        String manifest = Files.readString(FOLDER.resolve(name));
        String original = Files.readString(BEFORE_AFTER.resolve(name.replace(".yaml", ".before.yaml")));
        String clean = uninject(original);
        assertThat(uninject(manifest)).isEqualTo(clean);
        String behind = manifest.replaceAll("(?m)(value: .*-Dalluxio[^\"']*)$", "$1 -javaagent:/a.jar");
        assertThat(uninject(behind)).doesNotContain("-Dalluxio.master").doesNotContain("as.uuid");
    }

    private static String uninject(String manifest) {
        return Run.with(manifest, "uninject", "-f", "-").out();
    }
}
