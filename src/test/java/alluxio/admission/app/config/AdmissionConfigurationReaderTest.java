package alluxio.admission.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.ConfigurationResult.Loaded;
import alluxio.admission.app.config.ConfigurationResult.Rejected;
import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.AlluxioCluster;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.ClientSettings;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.Glob;
import alluxio.admission.model.configuration.HdfsSecret;
import alluxio.admission.model.configuration.HdfsSettings;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.OnConflict;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.configuration.SidecarSettings;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.Toleration;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionConfigurationReaderTest {
    private static final String HEAD = "apiVersion: admission.alluxio.io/v1\nkind: AdmissionConfiguration\n";
    private static final String PROFILE =
            HEAD + "profiles:\n- name: a\n  namespace: b\n  master: {addresses: ['m:1']}\n";

    private final AdmissionConfigurationReader reader = new AdmissionConfigurationReader();

    @Test
    void theDefaultsAsTheyArePrintedReadBackAsTheDefaults() {
        assertThat(loaded(ConfigurationFiles.defaults()).configuration()).isEqualTo(AdmissionConfiguration.defaults());
        assertThat(loaded(ConfigurationFiles.defaults()).remarks()).isEmpty();
    }

    @Test
    void aFileThatSaysNothingMeansTheDefaults() {
        assertThat(loaded(HEAD).configuration()).isEqualTo(AdmissionConfiguration.defaults());
    }

    @Test
    void everyKeyIsRead() throws IOException {
        AdmissionConfiguration configuration =
                loaded(ConfigFiles.text("full.yaml")).configuration();
        assertThat(configuration.defaultProfile()).isEqualTo("analytics");
        assertThat(configuration.injection())
                .isEqualTo(new InjectionSettings(OnConflict.WARN, List.of("my-agent"), Set.of("kata")));
        assertThat(configuration.profiles())
                .containsOnlyKeys("analytics", "small")
                .containsEntry("analytics", analytics());
        assertThat(configuration.access(analytics()))
                .isEqualTo(new ProfileAccess(
                        List.of(new Glob("team-a"), new Glob("ml-*")), Set.of(FuseMode.HOST, FuseMode.SIDECAR)));
        assertThat(configuration.access().keySet()).containsExactly("analytics");
    }

    @Test
    void aProfileSaysWhoMayUseItAndWhichFuseModesPodsMayChoose() {
        String fuse = "  fuse: {hostPath: /a, mountPath: /b, directory: c, image: 'a/alluxio:2.9.6'%s}\n";
        assertThat(access(PROFILE)).isEqualTo(ProfileAccess.DEFAULT);
        assertThat(access(PROFILE + fuse.formatted("")).fuseModes()).containsExactly(FuseMode.HOST);
        assertThat(access(PROFILE + fuse.formatted(", mode: sidecar")).fuseModes())
                .containsExactly(FuseMode.SIDECAR);
        assertThat(access(PROFILE + fuse.formatted(", modes: [sidecar, host]")).fuseModes())
                .containsExactlyInAnyOrder(FuseMode.HOST, FuseMode.SIDECAR);
        assertThat(access(PROFILE + "  namespaces: [team-a, 'ml-*', '*-dev']\n").namespaces())
                .containsExactly(new Glob("team-a"), new Glob("ml-*"), new Glob("*-dev"));
    }

    private ProfileAccess access(String text) {
        return loaded(text).configuration().access(only(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    namespaces: []            | 7:15: profiles[0].namespaces: there must be at least one namespace; leave the key out for all
                    namespaces: team-a        | 7:15: profiles[0].namespaces: found the string "team-a", needed is a list
                    namespaces: [a, a]        | 7:19: profiles[0].namespaces[1]: "a" is there twice
                    namespaces: ["ml.*"]      | 7:16: profiles[0].namespaces[0]: "ml.*" must be the name of a namespace, or a pattern such as ml-*, in which * is any text
                    namespace: b              | 7:3: the key "namespace" is there twice, first in line 5
                    namespases: [a]           | 7:3: profiles[0].namespases: unknown key (did you mean "namespaces"?)
                    fuse: {hostPath: /a, mountPath: /b, directory: c, modes: [sidecar], image: i} | 7:60: profiles[0].fuse.modes: does not have "host", the mode of this profile, which pods that do not say get; add it, or change mode
                    fuse: {hostPath: /a, mountPath: /b, directory: c, modes: [host, hast]}        | 7:67: profiles[0].fuse.modes[1]: "hast" is not allowed; allowed are host, sidecar (did you mean "host"?)
                    fuse: {hostPath: /a, mountPath: /b, directory: c, modes: [host, host]}        | 7:67: profiles[0].fuse.modes[1]: "host" is there twice
                    fuse: {hostPath: /a, mountPath: /b, directory: c, modes: [host, sidecar]}     | 7:9: profiles[0].fuse.image: is missing; needed is the image of Alluxio that the sidecar runs
                    fuse: {mountPath: /b, directory: c, image: i, mode: sidecar, modes: [host, sidecar]} | 7:9: profiles[0].fuse.hostPath: is missing; needed is the parent of the daemon's mount point on the node
                    fuse: {hostPath: /a, mountPath: /b, directory: c, mode: host, mods: [host]}   | 7:65: profiles[0].fuse.mods: unknown key (did you mean "modes"?)
                    """)
    void whoMayUseAProfileIsReadStrictly(String line, String error) {
        assertThat(rejected(PROFILE + "  " + line + "\n")).containsExactly("c.yaml:" + error);
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
                                        new TreeMap<>(Map.of("cpu", "2", "memory", "4Gi")),
                                        new TreeMap<>(Map.of("cpu", "500m")),
                                        List.of("registry")))),
                        Optional.of(new HdfsSettings(
                                List.of(
                                        new HdfsSecret("alluxio-hdfs-config", "hdfsConfig"),
                                        new HdfsSecret("alluxio-hdfs-keytab", "keytab")),
                                Optional.of("hdfsConfig"))),
                        List.of(
                                new HostAlias("10.0.0.7", List.of("namenode", "namenode.example.com")),
                                new HostAlias("fd00::7", List.of("datanode")))),
                new SchedulingSettings(
                        SchedulingMode.REQUIRED,
                        List.of(
                                LabelRequirement.label("disk", "ssd"),
                                new LabelRequirement("example.com/pool", "In", List.of("cache", "big")),
                                new LabelRequirement("spot", "DoesNotExist", List.of())),
                        Optional.of(List.of(new Toleration("dedicated", "Equal", "cache", "NoSchedule")))),
                Set.of(Feature.values()));
    }

    @Test
    void whatAProfileDoesNotDescribeItDoesNotOffer() {
        Profile profile = only(PROFILE);
        assertThat(profile.shortCircuit()).isEmpty();
        assertThat(profile.features()).isEmpty();
        assertThat(profile.client()).isEqualTo(new ClientSettings(ClientOptions.ENV, Map.of()));
        assertThat(loaded(PROFILE).configuration().defaultProfile()).isEqualTo("a");
    }

    @Test
    void shortCircuitHasItsDefaultsAndIsTheDefaultFeature() {
        Profile profile = only(PROFILE + "  shortCircuit: {}\n");
        assertThat(profile.shortCircuit())
                .contains(new ShortCircuitSettings(
                        ShortCircuitPolicy.UUID, true, Optional.empty(), "/opt/domain", List.of()));
        assertThat(profile.features()).containsExactly(Feature.SHORT_CIRCUIT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {mode: required}                   | mode: "required" needs nodeSelector or affinity: nothing else says which nodes have a worker
                    {tolerations: [{effect: NoSchedule}]} | tolerations[0]: without a key, the operator must be Exists
                    {tolerations: [{key: a, operator: In}]} | tolerations[0].operator: "In" is not allowed; allowed are Exists, Equal
                    {nodeSelector: {-x: a}}            | nodeSelector.-x: the key must be the key of a label, such as disk or example.com/disk
                    {nodeSelector: {x: a b}}           | nodeSelector.x: "a b" must be the value of a label: at most 63 letters, digits, "-", "_" and ".", starting and ending with a letter or digit
                    {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {}}}} | affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: is missing; needed is a list of one term
                    """)
    void aSchedulingThatCannotBeIsAnError(String scheduling, String error) {
        assertThat(rejected(PROFILE + "  scheduling: " + scheduling + "\n"))
                .singleElement()
                .asString()
                .endsWith("profiles[0].scheduling." + error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []                                              | nodeSelectorTerms: there must be one term; write alternatives as several values of one expression, such as {key: disk, operator: In, values: [ssd, nvme]}
                    [{matchExpressions: []}]                        | matchExpressions: there must be at least one expression
                    [{matchFields: []}]                             | matchFields: unknown key; allowed are matchExpressions
                    [{matchExpressions: [{key: a, operator: in, values: [b]}]}]  | operator: "in" is not allowed; allowed are In, NotIn, Exists, DoesNotExist (did you mean "In"?)
                    [{matchExpressions: [{key: a, operator: In}]}]  | values: is missing; needed is a list of at least one value, for the operator In
                    [{matchExpressions: [{key: a, operator: NotIn, values: []}]}]  | values: there must be at least one value
                    [{matchExpressions: [{key: a, operator: Exists, values: [b]}]}]  | values: the operator Exists takes no values
                    """)
    void anAffinityThatCannotBeIsAnError(String terms, String error) {
        assertThat(rejected(PROFILE
                        + "  scheduling: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
                        + "{nodeSelectorTerms: " + terms + "}}}}\n"))
                .anySatisfy(message -> assertThat(message).endsWith("." + error).contains("nodeSelectorTerms"));
    }

    @Test
    void whatOfAWorkersAffinityDoesNotConcernItsClientsIsRemarked() {
        assertThat(loaded(PROFILE + "  scheduling: {affinity: {podAntiAffinity: {a: b}}}\n")
                        .remarks())
                .containsExactly(
                        "c.yaml:7:44: profiles[0].scheduling.affinity.podAntiAffinity: has no effect: clients are "
                                + "kept on the nodes that can have a worker, by nodeSelector and "
                                + "requiredDuringSchedulingIgnoredDuringExecution only");
    }

    @Test
    void tolerationsThatAreNotGivenAreNotKnown() {
        assertThat(only(PROFILE).scheduling().tolerations()).isEmpty();
        assertThat(only(PROFILE + "  scheduling: {tolerations: []}\n")
                        .scheduling()
                        .tolerations())
                .contains(List.of());
    }

    @Test
    void onlyModeHostNeedsTheDaemonsPath() {
        String fuse = "  fuse: {mountPath: /b, directory: c, image: 'a/alluxio:2.9.6', mode: ";
        assertThat(only(PROFILE + fuse + "sidecar}\n").fuse().orElseThrow().hostPath())
                .isEmpty();
        assertThat(rejected(PROFILE + fuse + "host}\n"))
                .singleElement()
                .asString()
                .contains("profiles[0].fuse.hostPath: is missing");
    }

    @Test
    void theSidecarHasDefaultsWithWhichItRuns() {
        String fuse = "  fuse: {hostPath: /a, mountPath: /b, directory: c, image: 'alluxio/alluxio:2.9.6'%s}\n";
        assertThat(only(PROFILE + fuse.formatted("")).fuse().orElseThrow().sidecar())
                .isEqualTo(SidecarSettings.of(Optional.of("alluxio/alluxio:2.9.6")))
                .isEqualTo(only(PROFILE + fuse.formatted(", resources: {}"))
                        .fuse()
                        .orElseThrow()
                        .sidecar());
        assertThat(only(PROFILE + fuse.formatted(", options: []"))
                        .fuse()
                        .orElseThrow()
                        .sidecar()
                        .options())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    image: a, mode: sidecar, resources: {limits: {memory: 3Gi}} | resources: the memory limit 3Gi is too small
                    image: a, resources: {limits: {memory: 3000000000}}         | resources: the memory limit 3000000000 is too small
                    mode: sidecar                                               | image: is missing
                    image: a, options: [a$b]                                    | must be one mount option
                    """)
    void aSidecarThatCannotRunIsAnError(String fuse, String error) {
        assertThat(rejected(PROFILE + "  fuse: {hostPath: /a, mountPath: /b, directory: c, " + fuse + "}\n"))
                .singleElement()
                .asString()
                .contains(error);
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
    void whatHasNoEffectYetIsRemarkedUnlessItIsTheDefault() throws IOException {
        assertThat(loaded(ConfigFiles.text("full.yaml")).remarks())
                .isEqualTo(ConfigFiles.text("full.remarks.txt").lines().toList());
        assertThat(loaded(PROFILE
                                + "  worker: {uid: 1000}\n  scheduling: {mode: auto, nodeSelector: {}, affinity: {}}\n"
                                + "discovery: {enabled: false, namespaces: []}\npolicy: {}\n")
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
                        .configuration()
                        .defaultProfile())
                .isEqualTo("c");
    }

    private Profile only(String text) {
        return List.copyOf(loaded(text).configuration().profiles().values()).getFirst();
    }

    private Loaded loaded(String text) {
        return switch (reader.read(text, "c.yaml")) {
            case Loaded loaded -> loaded;
            case Rejected rejected -> throw new AssertionError(String.join("\n", rejected.errors()));
        };
    }

    private List<String> rejected(String text) {
        return switch (reader.read(text, "c.yaml")) {
            case Loaded loaded -> throw new AssertionError("loaded: " + loaded);
            case Rejected rejected -> rejected.errors();
        };
    }
}
