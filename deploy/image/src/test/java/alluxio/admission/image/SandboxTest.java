package alluxio.admission.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    @Test
    void aLogHasBothOutputsInTheirOrder(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        Sandbox sandbox = new Sandbox(Sandbox.Isolation.RELOCATED, folder, folder);
        List<String> command = List.of("/bin/sh", "-c", "echo a; echo b >&2; echo c; echo d >&2; echo e");
        assertThat(sandbox.start(command, log).waitFor()).isZero();
        assertThat(Files.readString(log)).isEqualTo("a\nb\nc\nd\ne\n");
    }
}
