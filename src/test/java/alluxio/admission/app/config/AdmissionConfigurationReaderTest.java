package alluxio.admission.app.config;

import static alluxio.admission.app.config.ReadConfigurations.HEAD;
import static alluxio.admission.app.config.ReadConfigurations.PROFILE;
import static alluxio.admission.app.config.ReadConfigurations.loaded;
import static alluxio.admission.app.config.ReadConfigurations.only;
import static alluxio.admission.app.config.ReadConfigurations.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.AlluxioCluster;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.ClientSettings;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.FuseSecurity;
import alluxio.admission.model.configuration.FuseSecurity.ConfinementProfile;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.Glob;
import alluxio.admission.model.configuration.HdfsSecret;
import alluxio.admission.model.configuration.HdfsSettings;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import alluxio.admission.model.configuration.ResourceRequirements;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.configuration.SidecarSettings;
import alluxio.admission.model.configuration.WorkerPods;
import alluxio.admission.model.configuration.WrittenConfiguration;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.LabelSelector;
import alluxio.admission.model.kube.Toleration;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionConfigurationReaderTest {
    @Test
    void theDefaultsAsTheyArePrintedReadBackAsTheDefaults() {
        assertThat(loaded(ConfigurationFiles.defaults()).written().configuration())
                .isEqualTo(AdmissionConfiguration.defaults());
        assertThat(loaded(ConfigurationFiles.defaults()).remarks()).isEmpty();
    }

    @Test
    void aFileWithoutProfilesHasNoneAndTheCommandLineTakesTheBuiltInOne() {
        WrittenConfiguration written = loaded(HEAD).written();
        assertThat(written.configuration().profiles()).isEmpty();
        assertThat(written.configuration().defaultProfile()).isEmpty();
        assertThat(written.discovery()).isEqualTo(DiscoverySettings.OFF);
        assertThat(loaded(HEAD + "profiles: []\n").written()).isEqualTo(written);
        assertThat(OfflineConfiguration.of(written)).isEqualTo(AdmissionConfiguration.defaults());
    }

    @Test
    void everyKeyIsRead() throws IOException {
        AdmissionConfiguration configuration =
                loaded(ConfigFiles.text("full.yaml")).written().configuration();
        assertThat(configuration.defaultProfile()).isEqualTo("analytics");
        assertThat(configuration.injection())
                .isEqualTo(new InjectionSettings(
                        OnConflict.WARN,
                        List.of("my-agent"),
                        List.of(
                                new LabelSelector(Map.of("app", "containerized-data-importer"), List.of()),
                                new LabelSelector(
                                        Map.of("a", "b"),
                                        List.of(
                                                new LabelRequirement(
                                                        "example.com/x", LabelRequirement.IN, List.of("c", "d")),
                                                new LabelRequirement("e", LabelRequirement.EXISTS, List.of())))),
                        Set.of("kata"),
                        List.of(new Glob("alluxio.io/dataset"), new Glob("alluxio.io/csi-*"))));
        assertThat(configuration.profiles())
                .containsOnlyKeys("analytics", "small")
                .containsEntry("analytics", analytics());
        assertThat(configuration.access(analytics()))
                .isEqualTo(new ProfileAccess(
                        List.of(new Glob("team-a"), new Glob("ml-*")), Set.of(FuseMode.HOST, FuseMode.SIDECAR)));
        assertThat(configuration.access().keySet()).containsExactly("analytics");
    }

    private static Profile analytics() {
        return new Profile(
                "analytics",
                new AlluxioCluster(
                        "alluxio-prod",
                        Optional.of("2.9.6"),
                        List.of(
                                new HostPort("alluxio-master-0", 19998),
                                new HostPort("alluxio-master-1", 19998),
                                new HostPort("fd00::3", 19998)),
                        1001),
                new ClientSettings(
                        ClientOptions.FILE,
                        Map.of(
                                "alluxio.user.file.readtype.default", "CACHE",
                                "alluxio.user.block.size.bytes.default", "64MB",
                                "alluxio.user.metrics.collection.enabled", "true",
                                "alluxio.user.network.streaming.max.connections", "1_024")),
                new FeatureSettings(
                        Optional.of(new ShortCircuitSettings(
                                ShortCircuitPolicy.UUID,
                                false,
                                Optional.of("/var/alluxio/domain"),
                                "/opt/domain",
                                List.of("/mnt/ramdisk", "/mnt/ssd"))),
                        Optional.of(new FuseSettings(
                                FuseMode.SIDECAR,
                                Optional.of("/mnt/alluxio"),
                                "/mnt/alluxio",
                                "fuse",
                                new SidecarSettings(
                                        Optional.of("alluxio/alluxio:2.9.6"),
                                        "/data",
                                        List.of("allow_other"),
                                        ResourceRequirements.of(
                                                Map.of("cpu", "2", "memory", "4Gi"), Map.of("cpu", "500m")),
                                        List.of("registry"),
                                        new FuseSecurity(
                                                true,
                                                Optional.of(
                                                        new ConfinementProfile("Localhost", Optional.of("fuse.json"))),
                                                Optional.of(new ConfinementProfile("RuntimeDefault", Optional.empty())),
                                                List.of("SYS_ADMIN"),
                                                List.of("ALL"))))),
                        Optional.of(new HdfsSettings(
                                List.of(
                                        new HdfsSecret("alluxio-hdfs-config", "hdfsConfig"),
                                        new HdfsSecret("alluxio-hdfs-keytab", "keytab")),
                                Optional.of("hdfsConfig"))),
                        List.of(
                                new HostAlias("10.0.0.7", List.of("namenode", "namenode.example.com")),
                                new HostAlias("fd00::7", List.of("datanode"))),
                        Optional.of(ResourceRequirements.equal(
                                Map.of("cpu", "100m", "memory", "64Mi", "ephemeral-storage", "1Gi")))),
                new SchedulingSettings(
                        SchedulingMode.REQUIRED,
                        List.of(
                                LabelRequirement.label("disk", "ssd"),
                                new LabelRequirement("example.com/pool", "In", List.of("cache", "big")),
                                new LabelRequirement("spot", "DoesNotExist", List.of())),
                        Optional.of(List.of(new Toleration("dedicated", "Equal", "cache", "NoSchedule"))),
                        Optional.of(
                                new WorkerPods("alluxio-prod", new LabelSelector(Map.of("disk", "cache"), List.of())))),
                Set.of(Feature.values()));
    }

    @Test
    void whatAProfileDoesNotDescribeItDoesNotOffer() {
        Profile profile = only(PROFILE);
        assertThat(profile.shortCircuit()).isEmpty();
        assertThat(profile.features()).isEmpty();
        assertThat(profile.client()).isEqualTo(new ClientSettings(ClientOptions.ENV, Map.of()));
        assertThat(loaded(PROFILE).written().configuration().defaultProfile()).isEqualTo("a");
    }

    @Test
    void shortCircuitHasItsDefaultsAndIsTheDefaultFeature() {
        Profile profile = only(PROFILE + "  shortCircuit: {}\n");
        assertThat(profile.shortCircuit())
                .contains(new ShortCircuitSettings(
                        ShortCircuitPolicy.UUID, true, Optional.empty(), "/opt/domain", List.of()));
        assertThat(profile.features()).containsExactly(Feature.SHORT_CIRCUIT);
    }

    @Test
    void tiersThatHideTheSharedMemoryOfAClientAreAnError() {
        assertThat(rejected(PROFILE + "  shortCircuit: {policy: local, tiers: [/mnt/ssd, /dev/shm]}\n"))
                .singleElement()
                .asString()
                .contains("shortCircuit.tiers: a client that mounts /dev/shm");
        assertThat(only(PROFILE + "  shortCircuit: {policy: uuid, tiers: [/dev/shm]}\n")
                        .shortCircuit())
                .isPresent();
    }

    @Test
    void emptyFeaturesMeanNone() {
        assertThat(only(PROFILE + "  shortCircuit: {}\n  features: []\n").features())
                .isEmpty();
    }

    @Test
    void whatHasAnEffectIsNotRemarked() throws IOException {
        assertThat(loaded(ConfigFiles.text("full.yaml")).remarks()).isEmpty();
        assertThat(loaded(PROFILE
                                + "  worker: {uid: 1000}\n  scheduling: {mode: auto, nodeSelector: {}, affinity: {}}\n"
                                + "discovery: {namespaces: []}\npolicy: {}\n")
                        .remarks())
                .isEmpty();
    }

    @Test
    void allMistakesAreReportedAtOnceInTheOrderOfTheFile() throws IOException {
        assertThat(String.join("\n", rejected(ConfigFiles.text("mistakes.yaml"))))
                .isEqualToIgnoringNewLines(ConfigFiles.text("mistakes.txt").strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``               | c.yaml:1:1: the file is empty; it needs at least apiVersion and kind
                    # nothing        | c.yaml:1:1: the file is empty; it needs at least apiVersion and kind
                    []               | c.yaml:1:1: found a list, needed is a mapping
                    a: [             | c.yaml:2:1: the text ends inside brackets, or a value is missing
                    a: 1~a: 2        | c.yaml:2:1: the key "a" is there twice, first in line 1
                    """)
    void whatIsNoConfigurationAtAllIsOneError(String text, String error) {
        assertThat(rejected(text.replace('~', '\n'))).containsExactly(error);
    }

    @Test
    void aSecondDocumentIsAnError() {
        assertThat(rejected(HEAD + "---\n" + HEAD))
                .containsExactly("c.yaml:4:1: there is a second document; a configuration is one");
    }

    @Test
    void severalProfilesNeedADefault() {
        String second = "- name: c\n  namespace: b\n  master: {addresses: ['m:1']}\n";
        assertThat(rejected(PROFILE + second))
                .containsExactly(
                        "c.yaml:1:1: defaultProfile: is missing; needed is the name of a profile, as there are several");
        assertThat(loaded(PROFILE + second + "defaultProfile: c\n")
                        .written()
                        .configuration()
                        .defaultProfile())
                .isEqualTo("c");
    }
}
