package alluxio.admission.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.testcluster.Program.Source;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoModuleTest {

    private static final String GO_MOD = """
            module tools

            go 1.26.0

            require (
            	go.etcd.io/etcd/server/v3 v3.7.3
            	k8s.io/kubernetes v1.37.2
            )
            """;

    @Test
    void versionsComeFromGoMod() {
        GoModule module = module(GO_MOD);
        assertThat(module.go()).isEqualTo("1.26.0");
        assertThat(module.version("go.etcd.io/etcd/server/v3")).isEqualTo("v3.7.3");
        assertThat(module.version("k8s.io/kubernetes")).isEqualTo("v1.37.2");
    }

    @Test
    void theProgramReportsThePinnedVersion() {
        assertThat(module(GO_MOD).linkerFlags())
                .isEqualTo("-s -w -X k8s.io/component-base/version.gitVersion=v1.37.2"
                        + " -X k8s.io/component-base/version.gitMajor=1"
                        + " -X k8s.io/component-base/version.gitMinor=37");
    }

    @Test
    void aProgramThatIsNotOfKubernetesKeepsItsOwnVersion() {
        assertThat(module("go 1.26.0\n\nrequire github.com/coredns/coredns v1.15.0\n")
                        .linkerFlags())
                .isEqualTo("-s -w");
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void theJarCarriesTheModule(Source source) {
        GoModule module = Objects.requireNonNull(GoModule.pinned().get(source));
        String path = switch (source) {
            case KUBERNETES -> "k8s.io/kubernetes";
            case COREDNS -> "github.com/coredns/coredns";
            case HELM -> "helm.sh/helm/v4";
            case HELM_3 -> "helm.sh/helm/v3";
        };
        assertThat(module.files().get("go.sum")).contains(path + " " + module.version(path) + " h1:");
    }

    @Test
    void aModuleWithoutTheWantedOneIsRefused() {
        assertThatThrownBy(() -> module("go 1.26.0\n").version("k8s.io/kubernetes"))
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("kubernetes");
    }

    private static GoModule module(String goMod) {
        return new GoModule(Map.of("go.mod", goMod, "go.sum", ""));
    }
}
