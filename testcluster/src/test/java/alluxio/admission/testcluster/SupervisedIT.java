package alluxio.admission.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisedIT {

    @TempDir
    private Path temp;

    @Test
    void theExitCodeAndTheOutputAreTheProgramsOwn() throws Exception {
        try (Supervised process = start("echo \"$GREETING\"; echo oops >&2; exit 7", Optional.empty())) {
            assertThat(process.await(Duration.ofSeconds(10))).contains(7);
            assertThat(process.log()).hasContent("hello\noops");
            assertThat(process.isAlive()).isFalse();
        }
    }

    /** The shell must not lose the end of a program that is gone before the watcher runs. */
    @Test
    void aProgramThatEndsAtOnceIsNoticed() throws Exception {
        for (int i = 0; i < 40; i++) {
            try (Supervised process = start("exit 0", Optional.empty())) {
                assertThat(process.await(Duration.ofSeconds(10))).contains(0);
            }
        }
    }

    @Test
    void closeEndsAProgramThatIgnoresTerm() throws Exception {
        Path ready = temp.resolve("ready");
        Supervised process =
                start("trap '' TERM; echo $$ >" + ready + "; while :; do sleep 0.1; done", Optional.empty());
        while (!Files.exists(ready) || Files.size(ready) == 0) {
            Thread.sleep(10);
        }
        long program = Long.parseLong(Files.readString(ready).strip());
        assertThat(ProcessHandle.of(program)).isPresent();
        process.close();
        process.close();
        assertThat(process.isAlive()).isFalse();
        assertThat(ProcessHandle.of(program)).isEmpty();
    }

    @Test
    void theDoomedFolderGoesWithTheProgramButNotWithAFailure() throws Exception {
        Path leftover = Files.createDirectories(temp.resolve("leftover"));
        try (Supervised failed = start("exit 1", Optional.of(leftover))) {
            assertThat(failed.await(Duration.ofSeconds(10))).contains(1);
            assertThat(leftover).exists();
        }
        start("sleep 60", Optional.of(leftover)).close();
        assertThat(leftover).doesNotExist();
    }

    /** As on a machine with much to do. */
    @Test
    void theDoomedFolderGoesEvenWhenTheRestOfTheCleanupIsSlow() throws Exception {
        Path leftover = Files.createDirectories(temp.resolve("leftover"));
        start("sleep 60", new Supervised.Leftovers(Optional.of(leftover), "sleep 11"))
                .close();
        assertThat(leftover).doesNotExist();
    }

    private Supervised start(String script, Optional<Path> leftover) {
        return start(script, Supervised.Leftovers.of(leftover));
    }

    private Supervised start(String script, Supervised.Leftovers leftovers) {
        return Supervised.start(new Supervised.ProgramSpec(
                Path.of("/bin/sh"),
                List.of("-c", script),
                temp,
                temp.resolve("out.log"),
                Map.of("GREETING", "hello"),
                leftovers));
    }
}
