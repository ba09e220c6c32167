package alluxio.admission.app.injection;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Manifests as people write them, and what {@code inject} makes and says of them. The results are kept beside them; to
 * change them, run with GOLDEN_UPDATE=1 in the environment and review the difference.
 */
@DisplayName("The manifest")
class BeforeAfterTest {
    private static final Path FOLDER = Path.of("test/resources/before-after");

    @ParameterizedTest(name = "{0}.before.yaml")
    @ValueSource(strings = {"worker", "fuse", "scheduling"})
    @DisplayName("becomes what is kept beside it, and injecting that changes nothing")
    void result(String name) throws IOException {
        Run run = inject(Files.readString(FOLDER.resolve(name + ".before.yaml")));
        assertThat(run.exitCode()).as(run.err()).isZero();
        Path golden = FOLDER.resolve(name + ".after.yaml");
        String text = run.out() + "# told on standard error:\n"
                + run.err().replaceAll("(?m)^", "# ").strip() + "\n";
        if (System.getenv("GOLDEN_UPDATE") != null) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
        assertThat(inject(run.out()).out()).isEqualTo(run.out());
    }

    private static Run inject(String manifest) {
        String configuration = FOLDER.resolve("configuration.yaml").toString();
        return Run.with(manifest, "inject", "-f", "-", "--config", configuration);
    }
}
