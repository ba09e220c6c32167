package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.testcluster.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command line as a process")
class CommandLineIT {
    private static final Path ROOT = Path.of(System.getProperty("project.root", "."));
    private static final String PROGRAM =
            ProcessHandle.current().info().command().orElse("java") + " -XX:TieredStopAtLevel=1 -jar "
                    + ROOT.resolve("src/target/alluxio-admission.jar");

    private record Ended(int code, String out, String err) {}

    @TempDir
    private Path folder = Path.of("");

    @Test
    @DisplayName("reads what a shell opens for it: <(command), /dev/stdin and -")
    void pipesOfAShell() throws Exception {
        Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: app, labels: {alluxio.io/inject: "true"}}
                spec: {containers: [{name: app, image: app}]}
                """);
        for (String way : new String[] {
            "-f <(cat pod.yaml)", "-f /dev/stdin < pod.yaml", "-f - < pod.yaml", "-f /dev/stdin < <(cat pod.yaml)"
        }) {
            Ended run = bash(PROGRAM + " inject " + way);
            assertThat(run.code()).as(way + run.err()).isZero();
            assertThat(run.out()).as(way).contains("alluxio-domain");
        }
        Ended configured = bash(PROGRAM + " profile --config <(" + PROGRAM + " profile --defaults)");
        assertThat(configured.out()).as(configured.err()).contains("well formed; profiles: alluxio");
    }

    @Test
    @DisplayName("a pipe without a writer, in a folder too, ends nothing in waiting")
    void pipeWithoutAWriter() throws Exception {
        Command.run(java.util.List.of("mkfifo", folder.resolve("pod.yaml").toString()));
        Ended named = bash(PROGRAM + " inject -f pod.yaml");
        assertThat(named.code()).isEqualTo(2);
        assertThat(named.err().lines())
                .singleElement()
                .asString()
                .startsWith("pod.yaml: is a pipe, a socket or a device");
        Ended inFolder = bash(PROGRAM + " validate -f .");
        assertThat(inFolder.code()).isEqualTo(2);
        assertThat(inFolder.err().lines()).singleElement().asString().contains("no file here ends in");
    }

    /** A process that has not ended after a minute hangs. */
    private Ended bash(String script) throws IOException, InterruptedException {
        Path out = folder.resolve("out.log");
        Path err = folder.resolve("err.log");
        Process process = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        boolean ended = process.waitFor(1, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as("ends: " + script).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
