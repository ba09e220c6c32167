package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.testcluster.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

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
        Command.run(List.of("mkfifo", folder.resolve("pod.yaml").toString()));
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

    /** A repository with a manifest that is refused, the template of a chart, and the command line where the examples expect it. */
    private void repository() throws IOException {
        Path tool = folder.resolve(".alluxio-admission/bin/alluxio-admission");
        Files.createDirectories(tool.getParent());
        Files.writeString(tool, "#!/bin/sh\nexec " + PROGRAM + " \"$@\"\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        Files.createDirectories(folder.resolve("chart/templates"));
        Files.writeString(folder.resolve("chart/templates/pod.yaml"), "apiVersion: v1\n{{ include \"x\" . }}\n");
        Files.writeString(folder.resolve("chart/values.yaml"), "replicas: 1\n");
        Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: app, labels: {alluxio.io/inject: "tru"}}
                spec: {containers: [{name: app, image: app}]}
                """);
    }

    @Test
    @DisplayName("the examples for CI do what they say: their commands fail with the report in the file")
    void ciExamples() throws Exception {
        repository();
        JsonNode github = new KubeYaml()
                .read(Files.readString(ROOT.resolve("deploy/ci/github.yaml")), "github")
                .getFirst()
                .content();
        List<String> steps = github.path("jobs")
                .path("validate")
                .path("steps")
                .valueStream()
                .map(step -> step.path("run").asString(""))
                .filter(run -> !run.isEmpty())
                .toList();
        assertThat(steps).hasSize(2);
        assertThat(bash(steps.getFirst()).code()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("alluxio.sarif")))
                .contains("inject-label", "\"uri\" : \"./pod.yaml\"");
        Ended summary = bash(steps.getLast());
        assertThat(summary.code()).as(summary.err()).isZero();
        assertThat(summary.out()).contains("inject-label  ");
        JsonNode gitlab = new KubeYaml()
                .read(Files.readString(ROOT.resolve("deploy/ci/gitlab.yaml")), "gitlab")
                .getFirst()
                .content()
                .path("alluxio-manifests")
                .path("script");
        Ended job = bash("set -e; mv .alluxio-admission tool; (cd tool; git init -q; git add .; "
                + "git -c user.name=a -c user.email=a@b commit -qm x); export ALLUXIO_ADMISSION_REPOSITORY=file://$PWD/tool\n"
                + gitlab.valueStream().map(JsonNode::asString).collect(Collectors.joining("\n")));
        assertThat(job.code()).as(job.err()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("alluxio-junit.xml"))).contains("<failure", "inject-label");
    }

    @Test
    @DisplayName("the hook for pre-commit judges manifests among the files, and passes others and none")
    void preCommit() throws Exception {
        repository();
        JsonNode hook = new KubeYaml()
                .read(Files.readString(ROOT.resolve(".pre-commit-hooks.yaml")), "hooks")
                .getFirst()
                .content()
                .path(0);
        assertThat(hook.path("language").asString()).isEqualTo("script");
        String entry = "ALLUXIO_ADMISSION=.alluxio-admission/bin/alluxio-admission "
                + ROOT.resolve(hook.path("entry").asString());
        assertThat("a/b.yaml").containsPattern(hook.path("files").asString());
        Ended refused = bash(entry + " pod.yaml chart/values.yaml");
        assertThat(refused.code()).as(refused.err()).isEqualTo(1);
        assertThat(refused.out()).contains("(pod.yaml:3)");
        assertThat(bash(entry + " --fail-on never pod.yaml").code()).isZero();
        Ended excluded = bash(entry + " --exclude templates --config pod.yaml pod.yaml chart/templates/pod.yaml");
        assertThat(excluded.err())
                .as("the value of an option is no file to judge")
                .contains("pod.yaml:");
        assertThat(bash(entry + " --exclude templates pod.yaml chart/templates/pod.yaml")
                        .code())
                .isEqualTo(1);
        assertThat(bash(entry + " chart/values.yaml").code()).isZero();
        assertThat(bash(entry).code()).isZero();
    }

    @Test
    @DisplayName("the first command leaves a cache of classes that the JVM takes; a damaged one is ignored, in silence")
    void cacheOfClasses() throws Exception {
        for (String path : List.of("bin/alluxio-admission", "bin/find-java", "deploy/examples/hdfs.yaml")) {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.copy(ROOT.resolve(path), folder.resolve(path));
        }
        Files.createDirectory(folder.resolve("lib"));
        for (String built : List.of("alluxio-admission.jar", "lib")) {
            Files.createSymbolicLink(
                    folder.resolve("lib").resolve(built),
                    ROOT.resolve("src/target").resolve(built).toAbsolutePath());
        }
        String java = Path.of(System.getProperty("java.home")).toString();
        String command = "JAVA_HOME='" + java + "' XDG_CACHE_HOME=$PWD/cache %s bin/alluxio-admission version";
        Ended first = bash(command.formatted(""));
        assertThat(first.err()).isEmpty();
        String cache = bash("ls -d $PWD/cache/alluxio-admission/jvm/command-*.aot")
                .out()
                .strip();
        assertThat(cache.lines()).hasSize(1);
        String watched = command.formatted("JAVA_OPTS=-Xlog:aot");
        assertThat(bash(watched).out()).contains("Opened AOT cache " + cache, "Using AOT-linked classes: true");
        assertThat(bash(command.formatted("JAVA_OPTS=-Xlog:class+load")
                                .replaceFirst("version$", "explain -f deploy/examples"))
                        .out()
                        .lines()
                        .filter(line -> line.contains(" source: file:")))
                .as("classes that are not in the cache")
                .isEmpty();
        // What a disk that was full leaves behind, and a bit that is wrong.
        assertThat(bash("printf x | dd of='" + cache + "' bs=1 seek=5000000 conv=notrunc")
                        .code())
                .isZero();
        assertThat(bash(watched).out()).doesNotContain("Using AOT-linked classes: true");
        Ended damaged = bash(command.formatted(""));
        assertThat(damaged.out()).isEqualTo(first.out());
        assertThat(damaged.err()).isEmpty();
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
