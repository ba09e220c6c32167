package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("try")
class TryCommandTest {
    private static final char ESCAPE = '\u001b';

    @Test
    @DisplayName(
            "shows the pods of deploy/examples and two that are refused, each as designed, in plain text where there is no terminal")
    void plain() {
        Run run = Run.of("try");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("spark-example-driver  injected", "spark-example-exec-1  injected")
                .contains("trino-coordinator-*  injected", "trino-worker-*  injected")
                .contains("flink-jobmanager-*  injected", "flink-taskmanager-*  injected", "flink-sql-*  injected")
                .contains("pytorch-data-*  injected", "pytorch-training-*  injected", "hdfs-compare-*  injected")
                .contains("(deploy/examples/trino.yaml: StatefulSet trino-worker)")
                .contains("collides  refused, as it should be", "mistyped  refused, as it should be")
                .contains("+       mountPath: /opt/domain", "did you mean \"alluxio.io/features\"?")
                .contains("12 pods: 10 injected, 2 refused; every one as designed")
                .doesNotContain(String.valueOf(ESCAPE));
        assertThat(run.err()).isEmpty();
    }

    @Test
    @DisplayName("--cluster says what to use instead where there is no module that starts an API server")
    void noTestCluster() {
        Run run = Run.of("try", "--cluster");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("bin/alluxio-admission of a checkout");
        assertThat(run.out()).isEmpty();
    }

    @Test
    @DisplayName("colours what a terminal shows, and nothing else differs")
    void coloured() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Console terminal = new Console(InputStream.nullInputStream(), stream, stream, true);
        assertThat(CommandLineApp.run(terminal, InstantSource.system(), "try")).isZero();
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).contains(ESCAPE + "[32m+");
        assertThat(withoutFigures(text.replaceAll(ESCAPE + "\\[\\d+m", "")))
                .isEqualTo(withoutFigures(Run.of("try").out()));
    }

    @Test
    @DisplayName("needs a terminal for colour, and no wish to the contrary")
    void noColour() {
        assertThat(Console.system(java.util.Map.of("NO_COLOR", "1")).colour()).isFalse();
        assertThat(Console.system(java.util.Map.of("TERM", "dumb")).colour()).isFalse();
    }

    private static String withoutFigures(String text) {
        return text.replaceAll("\\d+ ms|:\\d{4,5}", "");
    }
}
