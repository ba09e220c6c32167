package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in a copy of bin/, with a Maven that only prints what Maven prints. */
@DisplayName("Scripts say what they are doing")
class ScriptsTest {
    private static final Path BIN =
            Path.of(System.getProperty("project.root", "..")).resolve("bin");

    private record Ended(int code, String text) {}

    @TempDir
    private Path home = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        for (String name : new String[] {"build", "test-node", "find-java"}) {
            Path copy = home.resolve("bin").resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(BIN.resolve(name), copy);
            assertThat(copy.toFile().setExecutable(true)).isTrue();
        }
        maven("exit 0");
    }

    private void maven(String end) throws IOException {
        Path maven = home.resolve("fake/mvn");
        Files.createDirectories(maven.getParent());
        Files.writeString(maven, """
                #!/bin/sh
                echo '[INFO] Building alluxio-admission policy 0.1.0                              [4/9]'
                echo '[ERROR] policy: no such thing'
                sleep 1.5
                """ + end + "\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    @Test
    @DisplayName("a build shows its step on a terminal, and nothing elsewhere")
    void steps() throws Exception {
        Ended terminal = bash("script -qec 'bin/build package' /dev/null");
        assertThat(terminal.code()).as(terminal.text()).isZero();
        assertThat(terminal.text())
                .contains(" s: alluxio-admission policy 0.1.0 (module 4 of 9)")
                .endsWith("\r\u001b[K");
        assertThat(bash("bin/build package").text()).isEmpty();
    }

    @Test
    @DisplayName("a build that fails prints the errors, and where all of its output is")
    void failure() throws Exception {
        maven("exit 1");
        Ended run = bash("bin/build package");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.text())
                .isEqualTo("[ERROR] policy: no such thing\nthe build failed; its output is in "
                        + home.toRealPath().resolve("target/build.log") + "\n");
    }

    @Test
    @DisplayName("the status of a node that starts is the step, by the log of the build or of the node")
    void status() throws Exception {
        assertThat(bash("bin/test-node status").text()).isEqualTo("no node runs here\n");
        Path target = Files.createDirectories(home.resolve("testcluster/target/test-node"));
        String self = Long.toString(ProcessHandle.current().pid());
        Path building = Files.writeString(target.resolveSibling("test-node.building"), self);
        assertThat(bash("bin/test-node status").text()).startsWith("starting: building with Maven (log: ");
        Files.delete(building);
        Files.writeString(target.resolve("pid"), self);
        Files.writeString(target.resolve("node.log"), """
                11:27:19.752 INFO  GoBuild: Building k8s.io/kubernetes/cmd/kubelet with Go, once, into /cache
                """);
        Ended starting = bash("bin/test-node status");
        assertThat(starting.code()).isEqualTo(1);
        assertThat(starting.text())
                .startsWith("starting: Building k8s.io/kubernetes/cmd/kubelet with Go, once, into /cache (log: ");
        Files.writeString(target.resolve("kubeconfig"), "");
        assertThat(bash("bin/test-node status").text()).startsWith("A node runs.");
    }

    /** A process that has not ended after a minute hangs. */
    private Ended bash(String script) throws IOException, InterruptedException {
        Path out = home.resolve("out.log");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().merge("PATH", "", (path, _) -> home.resolve("fake") + ":" + path);
        Process process = builder.start();
        boolean ended = process.waitFor(1, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as("ends: " + script).isTrue();
        return new Ended(process.exitValue(), Files.readString(out));
    }
}
