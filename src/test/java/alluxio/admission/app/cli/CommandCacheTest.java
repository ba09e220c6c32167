package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import alluxio.admission.testcluster.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An installation as from the archive of a release, on a Java that writes down how it is called; CommandLineIT has a real one. */
@DisplayName("bin/alluxio-admission keeps a cache of classes, which is code, where the user alone can write")
class CommandCacheTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root", "."));

    /** Makes a cache where that is asked for, unless a file says that it cannot; takes one unless a file says that it does not fit. */
    private static final String JAVA = """
            #!/bin/sh
            home=$(dirname "$(dirname "$0")")
            echo "$*" >> "$home/calls"
            for argument; do
              case $argument in
                -XX:AOTCacheOutput=*) sleep "$(cat "$home/seconds")"; [ -e "$home/full" ] || echo cache > "${argument#*=}" ;;
                -XX:AOTMode=on) [ ! -e "$home/misfit" ] || exit 1 ;;
              esac
            done
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path installation = Path.of("");
    private Path jdk = Path.of("");
    private Path caches = Path.of("");

    @BeforeEach
    void install() throws IOException {
        installation = folder.resolve("installation");
        for (String program : new String[] {"alluxio-admission", "find-java"}) {
            Files.createDirectories(installation.resolve("bin"));
            Files.copy(ROOT.resolve("bin").resolve(program), installation.resolve("bin/" + program));
        }
        Files.createDirectories(installation.resolve("lib/lib"));
        Files.writeString(installation.resolve("lib/alluxio-admission.jar"), "jar");
        Files.writeString(installation.resolve("lib/lib/model.jar"), "jar");
        jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Files.writeString(jdk.resolve("seconds"), "0");
        Files.writeString(jdk.resolve("bin/java"), JAVA);
        assertThat(jdk.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        caches = folder.resolve("home/.cache/alluxio-admission/jvm");
        Files.createDirectories(folder.resolve("home"));
    }

    @Test
    @DisplayName("made once, in the user's folder with mode 0700, and nothing beside the jars")
    void madeOnce() throws Exception {
        List<String> before = tree(installation);
        assertThat(run()).contains("-XX:AOTCache=" + onlyCache()).contains("-Xlog:aot*=off");
        assertThat(run()).contains("-XX:AOTCache=" + onlyCache());
        assertThat(calls()).filteredOn(call -> call.contains("AOTCacheOutput")).hasSize(1);
        assertThat(tree(installation)).isEqualTo(before);
        for (Path own : List.of(caches, caches.resolveSibling("../alluxio-admission"), caches.resolve("../.."))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                    .as(own.toString())
                    .isEqualTo("rwx------");
        }
        assertThat(tree(caches)).as("nothing of its making is left").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"installation/lib/alluxio-admission.jar", "installation/lib/lib/model.jar", "jdk/release"})
    @DisplayName("another one when a jar or the JDK has changed, in its size or its time; the old one is removed")
    void changed(String file) throws Exception {
        run();
        String first = onlyCache();
        Path changed = folder.resolve(file);
        Files.writeString(changed, Files.readString(changed) + "SOURCE=\"x\"\n");
        run();
        String second = onlyCache();
        assertThat(second).isNotEqualTo(first);
        if (!file.equals("jdk/release")) {
            Files.setLastModifiedTime(changed, FileTime.from(Instant.EPOCH));
            run();
            assertThat(onlyCache()).isNotEqualTo(second);
        }
    }

    @Test
    @DisplayName("each installation has its own, and what is left of others goes after months")
    void installations() throws Exception {
        run();
        String first = onlyCache();
        Files.move(installation, folder.resolve("second"));
        installation = folder.resolve("second");
        run();
        assertThat(tree(caches)).hasSize(2);
        Command.run(List.of("touch", "-a", "-d", "2020-01-01", first));
        Files.writeString(installation.resolve("lib/lib/model.jar"), "newer");
        assertThat(run()).contains("-XX:AOTCache=" + onlyCache());
    }

    @ParameterizedTest
    @CsvSource({
        "home/.cache/alluxio-admission/jvm, rwxrwxrwx",
        "home/.cache/alluxio-admission/jvm, rwxrwx---",
        "home/.cache/alluxio-admission, rwx---rwx",
        "home/.cache, rwxrwxrwx",
        "home, rwx----w-"
    })
    @DisplayName("a folder in which others can write is not used, nor is what lies in it, and nothing is said of it")
    void writableByOthers(String path, String mode) throws Exception {
        run();
        Files.setPosixFilePermissions(folder.resolve(path), PosixFilePermissions.fromString(mode));
        assertThat(run()).doesNotContain("AOTCache");
    }

    @Test
    @DisplayName("a folder of another user, or a link to one, is not used")
    void ofAnotherUser() throws Exception {
        Path others = Files.createDirectory(folder.resolve("others"));
        Files.createDirectories(caches.getParent());
        Files.createSymbolicLink(caches, others);
        assertThat(run()).doesNotContain("AOTCache");
        assertThat(tree(others)).isEmpty();
        Files.delete(caches);
        run();
        assumeTrue(System.getProperty("user.name").equals("root"), "root can give a folder away");
        Files.setOwner(
                caches, caches.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        assertThat(run()).doesNotContain("AOTCache");
    }

    @Test
    @DisplayName(
            "XDG_CACHE_HOME is another place, with the sticky bit also one that many write to, and none where it is no folder")
    void otherPlace() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Command.run(List.of("chmod", "1777", shared.toString()));
        assertThat(run(Map.of("XDG_CACHE_HOME", shared.toString())))
                .contains("-XX:AOTCache=" + shared.resolve("alluxio-admission/jvm"));
        Command.run(List.of("chmod", "0777", shared.toString()));
        assertThat(run(Map.of("XDG_CACHE_HOME", shared.toString()))).doesNotContain("AOTCache");
        assertThat(run(Map.of("XDG_CACHE_HOME", "/dev/null"))).doesNotContain("AOTCache");
        assertThat(caches).doesNotExist();
        assertThat(run(Map.of("XDG_CACHE_HOME", "relative")))
                .as("the specification says that it is ignored")
                .contains("-XX:AOTCache=" + caches);
    }

    @Test
    @DisplayName("without HOME there is none")
    void withoutHome() throws Exception {
        assertThat(run(Map.of("HOME", ""))).doesNotContain("AOTCache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "misfit"})
    @DisplayName(
            "a JVM that cannot write one, or does not take it, works without, and does not try again with each command")
    void cannot(String why) throws Exception {
        Files.createFile(jdk.resolve(why));
        assertThat(run()).doesNotContain("AOTCache");
        assertThat(run()).doesNotContain("AOTCache");
        assertThat(calls()).filteredOn(call -> call.contains("AOTCacheOutput")).hasSize(1);
        Files.delete(jdk.resolve(why));
        Command.run(List.of(
                "touch",
                "-d",
                "2 hours ago",
                caches.resolve(tree(caches).getFirst()).toString()));
        assertThat(run()).contains("-XX:AOTCache=" + onlyCache());
    }

    @Test
    @DisplayName("of commands that start at once one makes it, and the others work without")
    void atOnce() throws Exception {
        Files.writeString(jdk.resolve("seconds"), "3");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(start(Map.of()));
        }
        for (Process process : processes) {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(calls()).filteredOn(call -> call.contains("AOTCacheOutput")).hasSize(1);
        assertThat(run()).contains("-XX:AOTCache=" + onlyCache());
    }

    /** Runs a command, which must say nothing, and returns how it called Java. */
    private String run() throws IOException, InterruptedException {
        return run(Map.of());
    }

    private String run(Map<String, String> environment) throws IOException, InterruptedException {
        Process process = start(environment);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(folder.resolve("said"))).isEmpty();
        assertThat(process.exitValue()).isZero();
        return calls().getLast();
    }

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                        installation.resolve("bin/alluxio-admission").toString(), "--help")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        command.environment().keySet().retainAll(List.of("PATH"));
        command.environment().put("HOME", folder.resolve("home").toString());
        command.environment().put("JAVA_HOME", jdk.toString());
        command.environment().putAll(environment);
        return command.start();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(jdk.resolve("calls"));
    }

    private String onlyCache() throws IOException {
        List<String> files = tree(caches);
        assertThat(files).singleElement().asString().endsWith(".aot");
        return caches.resolve(files.getFirst()).toString();
    }

    /** The names of what is in a folder. */
    private static List<String> tree(Path of) throws IOException {
        try (Stream<Path> files = Files.walk(of)) {
            return files.filter(file -> !file.equals(of) && Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> of.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
