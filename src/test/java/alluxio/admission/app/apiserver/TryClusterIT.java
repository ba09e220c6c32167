package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.cli.CommandLineApp;
import alluxio.admission.app.cli.Console;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The command try --cluster")
class TryClusterIT {

    @Test
    @Timeout(180)
    @DisplayName("shows every example through a real API server, and says that all behaved as designed")
    void allAsDesigned() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        int code = CommandLineApp.run(console, InstantSource.system(), "try", "--cluster");
        String text = out.toString(StandardCharsets.UTF_8);
        System.out.println("try --cluster: " + text.lines().reduce("", (_, line) -> line));
        assertThat(code).as("%s%n%s", text, err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(text).contains("6 pods: 4 injected, 2 refused; every one as designed");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
