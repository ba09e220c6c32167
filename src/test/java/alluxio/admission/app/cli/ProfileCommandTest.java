package alluxio.admission.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.AdmissionConfigurationReader;
import alluxio.admission.app.config.ConfigurationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command profile")
class ProfileCommandTest {
    private static final String CHART = "../discovery/src/test/resources/chart-2.9.yaml";
    private static final String HEAD = "apiVersion: admission.alluxio.io/v1\nkind: AdmissionConfiguration\n";

    @Test
    @DisplayName("prints what manifests say, each value with its source, and nothing else on stdout")
    void manifests() throws IOException {
        Run run = Run.of("profile", "-n", "alluxio", "-f", CHART);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(HEAD + """
                        defaultProfile: alluxio.alluxio
                        profiles:
                        - name: alluxio.alluxio
                          namespace: alluxio
                          version: 2.9.6  # DaemonSet alluxio/alluxio-worker, image alluxio/alluxio:2.9.6
                          master:
                            addresses:  # DaemonSet alluxio/alluxio-worker, ALLUXIO_JAVA_OPTS of ConfigMap alluxio-config
                            - alluxio-master-0:19998
                          shortCircuit:
                            policy: uuid  # DaemonSet alluxio/alluxio-worker, volume alluxio-domain
                            hostPath: /tmp/alluxio-domain  # DaemonSet alluxio/alluxio-worker, volume alluxio-domain
                            mountPath: /opt/domain  # DaemonSet alluxio/alluxio-worker, volume alluxio-domain
                          fuse:
                            mode: host
                            hostPath: /mnt/alluxio  # DaemonSet alluxio/alluxio-fuse, volume alluxio-fuse-mount
                            mountPath: /mnt/alluxio  # DaemonSet alluxio/alluxio-fuse, volume alluxio-fuse-mount
                            directory: fuse  # DaemonSet alluxio/alluxio-fuse, volume alluxio-fuse-mount
                          scheduling:
                            nodeSelector: {}  # DaemonSet alluxio/alluxio-worker
                            tolerations: []  # DaemonSet alluxio/alluxio-worker
                          features:
                          - short-circuit
                        """);
        assertThat(Run.with(Files.readString(Path.of(CHART)), "profile", "-n", "alluxio", "-f", "-"))
                .isEqualTo(run);
    }

    @Test
    @DisplayName("completes a file, and shows both sides of each difference")
    void completes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("admission.yaml");
        Files.writeString(file, HEAD + """
                        discovery: {namespaces: [alluxio]}
                        profiles:
                        - name: mine
                          namespace: alluxio
                          shortCircuit: {hostPath: /mnt/mine}
                          client: {properties: {alluxio.user.file.readtype.default: CACHE}}
                        """);
        Run run = Run.of("profile", "--config", file.toString(), "-n", "alluxio", "-f", CHART);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "defaultProfile: mine\n",
                        "hostPath: /mnt/mine\n",
                        "readtype.default: CACHE\n",
                        "- alluxio-master-0:19998\n")
                .doesNotContain("alluxio.alluxio", "/tmp/alluxio-domain");
        assertThat(run.err().lines())
                .containsExactly(
                        "profile  key                    written (counts)  discovered           source",
                        "mine     shortCircuit.hostPath  /mnt/mine         /tmp/alluxio-domain  DaemonSet alluxio/alluxio-worker, volume "
                                + "alluxio-domain");
        assertThat(new AdmissionConfigurationReader().read(run.out(), "out"))
                .isInstanceOf(ConfigurationResult.Loaded.class);
    }

    @Test
    @DisplayName("says on stderr what does not count, and prints a file that can be saved even then")
    void nothing() {
        Run run = Run.with(
                "{kind: DaemonSet, metadata: {name: \"w\\u001b[2J\"}, spec: {template: {metadata: {labels: {fluid.io/dataset: x}}, "
                        + "spec: {containers: [{name: alluxio-worker}]}}}}",
                "profile",
                "-f",
                "-");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(HEAD + "profiles: []\n");
        assertThat(run.err())
                .contains("is managed by Fluid", "no Alluxio was found")
                .doesNotContain("\u001b");
    }

    @Test
    @DisplayName("--config lists the profiles of the file, and never the built-in one as its own")
    void checks(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("admission.yaml");
        Files.writeString(file, HEAD);
        assertThat(Run.of("profile", "--config", file.toString()).out())
                .isEqualTo("well formed; no profiles are written\n");
        Files.writeString(file, HEAD + "profiles: [{name: mine, namespace: a, master: {addresses: [\"m:19998\"]}}]\n");
        assertThat(Run.of("profile", "--config", file.toString()).out()).isEqualTo("well formed; profiles: mine\n");
    }

    @Test
    @DisplayName("needs to be told what to do")
    void usage() {
        assertThat(Run.of("profile", "-f", "missing.yaml").exitCode()).isEqualTo(2);
        assertThat(Run.of("profile", "--help").out()).contains("profile -n alluxio -f -");
    }
}
