package alluxio.admission.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs shell scripts in the place of Go; the real build takes minutes and happens when the cache is empty. */
@Timeout(60)
class GoBuildIT {

    private static final GoModule MODULE =
            Objects.requireNonNull(GoModule.pinned().get(Program.Source.KUBERNETES));

    @TempDir
    private Path temp;

    @Test
    void withoutGoTheMessageSaysWhatToGet() {
        assertThatThrownBy(() -> new GoBuild(temp.resolve("no-go")).build(Program.ETCD, MODULE, temp.resolve("etcd")))
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("Go " + MODULE.go() + " or later is needed")
                .hasMessageContaining("KUBEBUILDER_ASSETS")
                .hasMessageContaining("not found");
    }

    @Test
    void anOldGoIsNamed() throws IOException {
        Path go = script("echo go1.19.8");
        assertThatThrownBy(() -> new GoBuild(go).build(Program.ETCD, MODULE, temp.resolve("etcd")))
                .hasMessageContaining("Go " + MODULE.go() + " or later is needed")
                .hasMessageContaining("is go1.19.8");
    }

    @Test
    void aFailedBuildShowsWhatGoSaid() throws IOException {
        Path go = script("[ $1 = env ] && echo go9.9.9 && exit; echo no space left; exit 3");
        assertThatThrownBy(() -> new GoBuild(go).build(Program.ETCD, MODULE, temp.resolve("etcd")))
                .hasMessageContaining("go build go.etcd.io/etcd/server/v3 failed with exit code 3")
                .hasMessageContaining("no space left");
    }

    @Test
    void aProgramIsBuiltFromTheUnchangedModule() throws Exception {
        Path go = script("[ $1 = env ] && echo go9.9.9 && exit\n" + "echo \"$*\" >>" + temp.resolve("calls")
                + "; cp go.sum " + temp.resolve("go.sum"));
        new GoBuild(go).build(Program.ETCD, MODULE, temp.resolve("etcd"));
        assertThat(temp.resolve("calls"))
                .content()
                .contains("-mod=readonly", "-trimpath", MODULE.linkerFlags())
                .contains("-o " + temp.resolve("etcd") + " go.etcd.io/etcd/server/v3\n");
        assertThat(temp.resolve("go.sum"))
                .hasContent(Objects.requireNonNull(MODULE.files().get("go.sum")));
    }

    private Path script(String body) throws IOException {
        Path file = temp.resolve("go");
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
