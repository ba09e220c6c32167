package alluxio.admission.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
        GoModule module = GoModule.parse(GO_MOD, "");
        assertThat(module.go()).isEqualTo("1.26.0");
        assertThat(module.etcd()).isEqualTo("v3.7.3");
        assertThat(module.kubernetes()).isEqualTo("v1.37.2");
    }

    @Test
    void theProgramReportsThePinnedVersion() {
        assertThat(GoModule.parse(GO_MOD, "").linkerFlags())
                .isEqualTo("-s -w -X k8s.io/component-base/version.gitVersion=v1.37.2"
                        + " -X k8s.io/component-base/version.gitMajor=1"
                        + " -X k8s.io/component-base/version.gitMinor=37");
    }

    @Test
    void theCacheKeyChangesWithEveryPinnedModule() {
        String key = GoModule.parse(GO_MOD, "a").cacheKey();
        assertThat(key).matches("v1\\.37\\.2-v3\\.7\\.3-[0-9a-f]{12}");
        assertThat(GoModule.parse(GO_MOD, "b").cacheKey()).isNotEqualTo(key);
    }

    @Test
    void theJarCarriesTheModule() {
        GoModule module = GoModule.pinned();
        assertThat(module.goMod()).contains("k8s.io/kubernetes " + module.kubernetes());
        assertThat(module.goSum()).contains("k8s.io/kubernetes " + module.kubernetes() + " h1:");
    }

    @Test
    void aModuleWithoutKubernetesIsRefused() {
        assertThatThrownBy(() -> GoModule.parse("go 1.26.0\n", ""))
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("kubernetes");
    }
}
