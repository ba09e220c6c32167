package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each script in its shell; bash is always there, the others where they are installed. */
@DisplayName("A shell completes")
class ShellCompletionTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    @DisplayName("commands and values in bash, and no hidden command")
    void bash() throws Exception {
        String complete = """
                compopt() { :; }
                source SCRIPT
                complete -p alluxio-admission
                try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _complete_alluxio-admission; echo "[${COMPREPLY[*]}]"; }
                try alluxio-admission val
                try alluxio-admission validate --fail-on ''
                try alluxio-admission validate --from-c
                try alluxio-admission man
                """;
        assertThat(run(complete, "bash", "bash", "--norc"))
                .startsWith("complete -o default -F _complete_alluxio-admission alluxio-admission\n")
                .contains("[validate]\n[deny warn never]\n[--from-cluster]\n[]\n");
    }

    @Test
    @DisplayName("by the same script in zsh")
    void zsh() throws Exception {
        String complete = """
                autoload -U compinit
                compinit -u -D
                source SCRIPT
                print ${_comps[alluxio-admission]}
                """;
        assertThat(run(complete, "zsh", "zsh", "-f"))
                .isEqualTo("_bash_complete -F _complete_alluxio-admission -o default\n");
    }

    @Test
    @DisplayName("commands, values and descriptions in fish, and no hidden command")
    void fish() throws Exception {
        String complete = """
                source SCRIPT
                complete -C 'alluxio-admission val'
                complete -C 'alluxio-admission validate --fail-on '
                complete -C 'alluxio-admission man'
                complete -C 'alluxio-admission completion '
                """;
        assertThat(run(complete, "fish", "fish", "--no-config").lines().map(line -> line.replaceAll("\t.*", "")))
                .containsExactly("validate", "deny", "never", "warn", "bash", "fish", "zsh");
    }

    /** What a shell prints that runs these commands, in which SCRIPT is the script made for it. */
    private String run(String commands, String shell, String... command) throws IOException, InterruptedException {
        assumeThat(installed(shell)).as(shell + " is installed").isTrue();
        Path script = Files.writeString(
                folder.resolve("script"), Run.of("completion", shell).out());
        Path input = Files.writeString(folder.resolve("input"), commands.replace("SCRIPT", script.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input.toFile());
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return text;
    }

    private static boolean installed(String program) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
