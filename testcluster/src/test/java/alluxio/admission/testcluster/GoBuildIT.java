package alluxio.admission.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs shell scripts in the place of Go; the real build takes minutes and happens when the cache is empty. */
@Timeout(60)
class GoBuildIT {

    private static final GoModule MODULE = GoModule.pinned();

    @TempDir
    private Path temp;

    @Test
    void withoutGoTheMessageSaysWhatToGet() {
        assertThatThrownBy(() -> new GoBuild(temp.resolve("no-go")).build(MODULE, temp))
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("Go " + MODULE.go() + " or later is needed")
                .hasMessageContaining("KUBEBUILDER_ASSETS")
                .hasMessageContaining("not found");
    }

    @Test
    void anOldGoIsNamed() throws IOException {
        Path go = script("echo go1.19.8");
        assertThatThrownBy(() -> new GoBuild(go).build(MODULE, temp))
                .hasMessageContaining("Go " + MODULE.go() + " or later is needed")
                .hasMessageContaining("is go1.19.8");
    }

    @Test
    void aFailedBuildShowsWhatGoSaid() throws IOException {
        Path go = script("[ $1 = env ] && echo go9.9.9 && exit; echo no space left; exit 3");
        assertThatThrownBy(() -> new GoBuild(go).build(MODULE, temp))
                .hasMessageContaining("go build go.etcd.io/etcd/server/v3 failed with exit code 3")
                .hasMessageContaining("no space left");
    }

    @Test
    void bothProgramsAreBuiltFromTheUnchangedModule() throws Exception {
        Path go = script("[ $1 = env ] && echo go9.9.9 && exit\n" + "echo \"$*\" >>" + temp.resolve("calls")
                + "; cp go.sum " + temp.resolve("go.sum"));
        new GoBuild(go).build(MODULE, temp);
        assertThat(temp.resolve("calls"))
                .content()
                .contains("-mod=readonly", "-trimpath", MODULE.linkerFlags())
                .contains("-o " + temp.resolve("etcd") + " go.etcd.io/etcd/server/v3\n")
                .contains("-o " + temp.resolve("kube-apiserver") + " k8s.io/kubernetes/cmd/kube-apiserver\n");
        assertThat(temp.resolve("go.sum")).hasContent(MODULE.goSum());
    }

    private Path script(String body) throws IOException {
        Path file = temp.resolve("go");
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
