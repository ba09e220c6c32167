package alluxio.admission.app.config;

import static alluxio.admission.app.config.ReadConfigurations.HEAD;
import static alluxio.admission.app.config.ReadConfigurations.PROFILE;
import static alluxio.admission.app.config.ReadConfigurations.loaded;
import static alluxio.admission.app.config.ReadConfigurations.only;
import static alluxio.admission.app.config.ReadConfigurations.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.configuration.SchedulingMode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The configuration of discovery")
class DiscoveryConfigurationTest {
    private static final String TRUSTED = "discovery: {namespaces: [b]}\n";
    private static final String BARE = HEAD + TRUSTED + "profiles:\n- name: a\n  namespace: b\n";

    @Test
    @DisplayName("names namespaces, directories of nodes, and whether pods are watched")
    void section() {
        assertThat(loaded(HEAD + TRUSTED).written().discovery())
                .isEqualTo(new DiscoverySettings(List.of("b"), DiscoverySettings.DEFAULT_HOST_PATHS, false));
        assertThat(loaded(
                                HEAD
                                        + "discovery: {namespaces: [b, c], hostPaths: [/srv/alluxio, /var/lib/alluxio], pods: true}\n")
                        .written()
                        .discovery())
                .isEqualTo(new DiscoverySettings(List.of("b", "c"), List.of("/srv/alluxio", "/var/lib/alluxio"), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc",
                "/etc/kubernetes",
                "/proc",
                "/proc/1",
                "/sys",
                "/dev",
                "/dev/shm",
                "/run",
                "/run/containerd",
                "/var",
                "/var/run",
                "/var/lib",
                "/var/lib/kubelet",
                "/var/lib/kubelet/pods"
            })
    @DisplayName("allows no directory of the system, and none above one")
    void systemDirectories(String path) {
        assertThat(rejected(HEAD + "discovery: {hostPaths: [" + path + "]}\n"))
                .singleElement()
                .asString()
                .startsWith("c.yaml:3:25: discovery.hostPaths[0]: \"" + path + "\" is not allowed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /      | must be a directory below /
                    tmp    | must be an absolute path
                    /a/../etc | must not contain
                    """)
    @DisplayName("allows nothing but absolute paths without ..")
    void paths(String path, String problem) {
        assertThat(rejected(HEAD + "discovery: {hostPaths: [" + path + "]}\n"))
                .singleElement()
                .asString()
                .contains("\" " + problem);
    }

    @Test
    @DisplayName("lets a profile of a named namespace leave out what is discovered, and says which keys are written")
    void completedProfile() {
        Profile profile = only(BARE);
        assertThat(profile.masters()).isEmpty();
        assertThat(keys(BARE)).isEmpty();

        String some = BARE + "  master: {}\n  shortCircuit: {required: false, mountPath: /opt/domain}\n"
                + "  fuse: {image: \"a/alluxio:2.9.6\", modes: [host, sidecar]}\n"
                + "  scheduling: {mode: required, affinity: {}}\n  hostAliases: []\n  features: [fuse, host-aliases]\n";
        assertThat(keys(some))
                .containsExactlyInAnyOrder(
                        ProfileKey.SHORT_CIRCUIT_MOUNT_PATH,
                        ProfileKey.NODES,
                        ProfileKey.HOST_ALIASES,
                        ProfileKey.FEATURES);
        assertThat(only(some).features()).containsExactlyInAnyOrder(Feature.FUSE, Feature.HOST_ALIASES);
        assertThat(only(some).fuse().orElseThrow().hostPath()).isEmpty();
        assertThat(only(some).scheduling().mode()).isEqualTo(SchedulingMode.REQUIRED);
    }

    private static Set<ProfileKey> keys(String text) {
        return loaded(text).written().writtenKeys("a");
    }

    @Test
    @DisplayName("knows every key that can be written")
    void everyKey() {
        String text =
                PROFILE + "  version: 2.9.6\n  shortCircuit: {policy: uuid, hostPath: /tmp/d, mountPath: /opt/domain}\n"
                        + "  fuse: {hostPath: /mnt, mountPath: /mnt, directory: fuse}\n  hostAliases: []\n"
                        + "  scheduling: {nodeSelector: {}, tolerations: [], workerPods: {matchLabels: {a: b}}}\n"
                        + "  worker: {uid: 7}\n  features: []\n";
        assertThat(keys(text)).containsExactlyInAnyOrder(ProfileKey.values());
    }

    @Test
    @DisplayName("never takes Secrets from what runs, nor from another namespace anything at all")
    void neverDiscovered() {
        assertThat(rejected(BARE + "  features: [hdfs]\n"))
                .singleElement()
                .asString()
                .endsWith("features[0]: \"hdfs\" needs hdfs in this profile");
        assertThat(rejected(BARE.replace("[b]", "[c]")))
                .containsExactly("c.yaml:5:3: profiles[0].master: is missing; needed is a mapping with the masters' "
                        + "addresses, or this profile's namespace in discovery.namespaces");
    }

    @Test
    @DisplayName("lets a written profile have the name of a discovered one")
    void discoveredName() {
        assertThat(only(BARE.replace("name: a", "name: b.alluxio")).name()).isEqualTo("b.alluxio");
        assertThat(rejected(BARE.replace("name: a", "name: a.b.c"))).hasSize(1);
    }

    @Test
    @DisplayName("lets the default be a discovered profile of a named namespace")
    void defaultProfile() {
        assertThat(loaded(HEAD + TRUSTED + "defaultProfile: b.alluxio\n")
                        .written()
                        .configuration()
                        .defaultProfile())
                .isEqualTo("b.alluxio");
        assertThat(rejected(HEAD + TRUSTED + "defaultProfile: c.alluxio\n"))
                .containsExactly(
                        "c.yaml:4:17: defaultProfile: \"c.alluxio\" is not allowed: no profile is written, and "
                                + "a discovered one is called <namespace>.<name>, with a namespace of discovery.namespaces");
        assertThat(rejected(HEAD + TRUSTED + "defaultProfile: alluxio\n")).hasSize(1);
        assertThat(rejected(BARE + "defaultProfile: c\n")).hasSize(1);
    }
}
