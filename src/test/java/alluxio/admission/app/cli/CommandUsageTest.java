package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a user types who does not know the command line yet")
class CommandUsageTest {
    private static final List<String> COMMANDS = List.of("inject", "uninject", "validate", "explain", "profile");
    private static final String POD =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: app, labels: {alluxio.io/inject: \"true\"}}\nspec: {containers: [{name: app}]}\n";

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n\n", "# nothing\n", "---\n", "---\n# nothing\n---\n...\n", "null\n", "\uFEFF# nothing"})
    @DisplayName("an input without objects is exit code 2, not all well")
    void empty(String text) throws IOException {
        Path file = write("empty.yaml", text);
        for (String command : COMMANDS) {
            for (Run run : List.of(
                    Run.of(command, "-f", file.toString()),
                    Run.of(command, file.toString()),
                    Run.of(command, "-f", folder.toString()))) {
                assertThat(run.exitCode()).as(command).isEqualTo(2);
                assertThat(run.out()).isEmpty();
                assertThat(run.err().lines()).singleElement().asString().startsWith("no objects in " + folder);
            }
            assertThat(Run.with(text, command, "-f", "-").err()).startsWith("no objects in standard input: ");
        }
    }

    @Test
    @DisplayName("an empty file among others is an error by name, and none in a folder or a shell's pattern")
    void oneOfSeveral() throws IOException {
        String pod = write("pod.yaml", POD).toString();
        String empty = write("empty.yaml", "# nothing").toString();
        assertThat(Run.of("validate", "-f", pod, "-f", empty).exitCode()).isEqualTo(2);
        assertThat(Run.of("validate", pod, empty).exitCode()).isZero();
        assertThat(Run.of("validate", "-f", folder.toString()).exitCode()).isZero();
    }

    @Test
    @DisplayName("a List without items is one that was read")
    void emptyList() {
        assertThat(Run.with("apiVersion: v1\nkind: List\nitems: []\n", "validate", "-f", "-")
                        .exitCode())
                .isZero();
    }

    @Test
    @DisplayName("a file without -f is read; none at all is told how")
    void withoutOption() throws IOException {
        String pod = write("pod.yaml", POD).toString();
        assertThat(Run.of("inject", pod)).isEqualTo(Run.of("inject", "-f", pod));
        assertThat(Run.of("inject", pod).out()).contains("alluxio-domain");
        assertThat(Run.of("inject").exitCode()).isEqualTo(2);
        assertThat(Run.of("inject").err()).contains("name the manifests to read: alluxio-admission inject -f FILE");
    }

    @Test
    @DisplayName("a URL is refused by name, with the command that reads it")
    void url() {
        String url = "https://example.com/pod.yaml?a=1&b=2";
        for (String command : COMMANDS) {
            for (Run run : List.of(Run.of(command, "-f", url), Run.of(command, url))) {
                assertThat(run.exitCode()).isEqualTo(2);
                assertThat(run.err())
                        .isEqualTo(url + ": URLs are not read; read it with: curl -fsSL '" + url
                                + "' | alluxio-admission " + command + " -f -\n");
            }
        }
    }

    @Test
    @DisplayName("a command that does not exist suggests one that is near, or none")
    void command() {
        Run near = Run.of("valdate");
        assertThat(near.exitCode()).isEqualTo(2);
        assertThat(near.err())
                .isEqualTo("there is no command valdate (did you mean \"validate\"?) (see alluxio-admission --help)\n");
        assertThat(Run.of("deploy").err()).isEqualTo("there is no command deploy (see alluxio-admission --help)\n");
        assertThat(Run.of("inject", "--namespac", "x").err())
                .startsWith("there is no option --namespac (did you mean \"--namespace\"?)");
        assertThat(Run.of("check", "now").err()).startsWith("there is no use for the argument now (see ");
    }

    @Test
    @DisplayName("completion prints a script for each shell, which bash accepts, with the commands and their options")
    void completion() throws Exception {
        Path script = write("completion.bash", Run.of("completion", "bash").out());
        assertThat(new ProcessBuilder("bash", "-n", script.toString()).start().waitFor())
                .isZero();
        assertThat(Files.readString(script)).contains("validate", "--from-cluster");
        assertThat(Run.of("completion", "zsh").out()).isEqualTo(Files.readString(script));
        assertThat(Run.of("completion", "fish").out().lines())
                .contains(
                        "complete -c alluxio-admission -n '__fish_seen_subcommand_from validate' -l fail-on -r -f -a 'deny warn never'"
                                + " -d 'exit with 1 at a refusal, at a warning too, or never (default: deny)'")
                .anyMatch(line ->
                        line.startsWith("complete -c alluxio-admission -n __fish_use_subcommand -f -a explain -d '"))
                .allMatch(line -> line.startsWith("#") || line.startsWith("complete -c alluxio-admission -n "));
        assertThat(Run.of("completion", "csh").exitCode()).isEqualTo(2);
    }

    @Test
    @DisplayName("version is a command")
    void version() {
        assertThat(Run.of("version").exitCode()).isZero();
        assertThat(Run.of("version").out()).isEqualTo(Run.of("--version").out()).startsWith("alluxio-admission ");
    }

    @Test
    @DisplayName("--exclude leaves out names at any depth, paths below the folder, and what a shell named")
    void exclude() throws IOException {
        write("app/pod.yaml", POD);
        write("charts/one/templates/pod.yaml", "{{ template }}");
        write("charts/one/values.yaml", "a: {{ b }}");
        String root = folder.toString();
        assertThat(Run.of("validate", "-R", "-f", root).exitCode()).isEqualTo(2);
        for (String[] patterns : new String[][] {
            {"charts", "x"},
            {"charts/*/templates", "values.yaml"},
            {"**/templates/", "**/val*.yaml"},
            {"./charts/**", "y"}
        }) {
            Run run = Run.of("validate", "-R", "-f", root, "--exclude", patterns[0], "--exclude", patterns[1]);
            assertThat(run.exitCode()).as(patterns[0] + run.err()).isZero();
            assertThat(run.out()).contains("1 object:");
        }
        assertThat(Run.of("validate", "-f", root, "-R", "--exclude", "*").err())
                .contains("no file here ends in .yaml, .yml, .json and is not excluded");
        assertThat(Run.of("validate", "-f", root, "--exclude", "[").err()).contains("\"[\" is no pattern for paths");
        String chart = folder.resolve("charts/one/values.yaml").toString();
        String pod = folder.resolve("app/pod.yaml").toString();
        assertThat(Run.of("validate", pod, chart, "--exclude", "values.yaml").out())
                .contains("1 object:");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
