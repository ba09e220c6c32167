package alluxio.admission.testcluster.node;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.testcluster.TestClusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementsTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void allThatIsMissingIsToldAtOnceWithThePackageThatHasIt() throws Exception {
        Path present = folder.resolve("iptables");
        Files.writeString(present, "");
        present.toFile().setExecutable(true);
        assertThatThrownBy(() -> Requirements.check("somebody", folder.toString()))
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("root")
                .hasMessageContaining("containerd (Debian package containerd)")
                .hasMessageContaining("ip (Debian package iproute2)")
                .hasMessageNotContaining("iptables");
    }
}
