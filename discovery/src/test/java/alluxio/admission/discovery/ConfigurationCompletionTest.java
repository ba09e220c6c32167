package alluxio.admission.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.discovery.CompletedConfiguration.Contradiction;
import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.AlluxioCluster;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A written configuration, completed")
class ConfigurationCompletionTest {
    private static final DiscoveryResult ONE = ClusterObjects.of("chart-2.9").discover();
    private static final DiscoveryResult TWO = two();

    private static DiscoveryResult two() {
        ClusterObjects other = ClusterObjects.of("chart-2.9")
                .replace("alluxio-", "blue-")
                .replace("\"release\":\"alluxio\"", "\"release\":\"blue\"")
                .replace("/tmp/blue-domain", "/tmp/blue");
        ClusterObjects.of("chart-2.9").all().forEach(object -> other.with(object.toString()));
        return other.discover();
    }

    private static final FeatureSettings NO_FEATURES =
            new FeatureSettings(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /** As a file that has nothing but a name and a namespace. */
    private static Profile bare(String name) {
        return new Profile(
                name,
                new AlluxioCluster("alluxio", Optional.empty(), List.of(), AlluxioCluster.DEFAULT_WORKER_UID),
                Profile.defaults().client(),
                NO_FEATURES,
                SchedulingSettings.DEFAULT,
                Set.of());
    }

    private static Profile withMasters(Profile profile, String address) {
        return new Profile(
                profile.name(),
                new AlluxioCluster(
                        "alluxio",
                        Optional.empty(),
                        List.of(HostPort.parse(address).orElseThrow()),
                        1000),
                profile.client(),
                profile.offered(),
                profile.scheduling(),
                profile.features());
    }

    private static Profile withShortCircuit(Profile profile, ShortCircuitSettings shortCircuit) {
        return new Profile(
                profile.name(),
                profile.cluster(),
                profile.client(),
                new FeatureSettings(Optional.of(shortCircuit), Optional.empty(), Optional.empty(), List.of()),
                profile.scheduling(),
                profile.features());
    }

    private static WrittenConfiguration written(Map<String, Set<ProfileKey>> keys, Profile... profiles) {
        Map<String, Profile> all = new LinkedHashMap<>();
        List.of(profiles).forEach(profile -> all.put(profile.name(), profile));
        return new WrittenConfiguration(
                new AdmissionConfiguration(
                        profiles.length == 0 ? "" : profiles[0].name(),
                        all,
                        AdmissionConfiguration.defaults().injection()),
                keys,
                ClusterObjects.SETTINGS);
    }

    private static CompletedConfiguration complete(DiscoveryResult found, Profile... profiles) {
        return ConfigurationCompletion.complete(written(Map.of(), profiles), found);
    }

    private static Profile profile(CompletedConfiguration completed, String name) {
        return Optional.ofNullable(completed.configuration().profiles().get(name))
                .orElseThrow();
    }

    @Test
    @DisplayName("has the only Alluxio as the default profile where none is written")
    void nothingWritten() {
        AdmissionConfiguration configuration = complete(ONE).configuration();
        assertThat(configuration.defaultProfile()).isEqualTo("alluxio.alluxio");
        assertThat(configuration.profiles().values())
                .containsExactly(ONE.clusters().getFirst().profile());
        assertThat(configuration.discovered().names()).containsExactly("alluxio.alluxio");
        assertThat(configuration.discovered().namespaces()).containsExactly("alluxio");
    }

    @Test
    @DisplayName("has no default among several, and none where nothing is found")
    void several() {
        assertThat(TWO.clusters())
                .extracting(c -> c.profile().name())
                .containsExactly("alluxio.alluxio", "alluxio.blue");
        assertThat(complete(TWO).configuration().defaultProfile()).isEmpty();
        assertThat(complete(TWO).configuration().profiles()).containsOnlyKeys("alluxio.alluxio", "alluxio.blue");
        assertThat(complete(DiscoveryResult.NOTHING).configuration().profiles()).isEmpty();
    }

    @Test
    @DisplayName("has each key that is not written from the Alluxio in the profile's namespace")
    void completed() {
        CompletedConfiguration completed = complete(ONE, bare("mine"));
        Profile profile = profile(completed, "mine");
        Profile found = ONE.clusters().getFirst().profile();
        assertThat(completed.configuration().profiles()).containsOnlyKeys("mine");
        assertThat(completed.configuration().defaultProfile()).isEqualTo("mine");
        assertThat(profile.cluster()).isEqualTo(found.cluster());
        assertThat(profile.offered()).isEqualTo(found.offered());
        assertThat(profile.scheduling()).isEqualTo(found.scheduling());
        assertThat(profile.features()).containsExactly(Feature.SHORT_CIRCUIT);
        assertThat(completed.sources().get("mine"))
                .isEqualTo(ONE.clusters().getFirst().sources());
        assertThat(completed.contradictions()).isEmpty();
    }

    @Test
    @DisplayName("keeps every written value, and lists those that differ with both")
    void contradictions() {
        Profile mine = withShortCircuit(
                withMasters(bare("mine"), "other:1"),
                new ShortCircuitSettings(
                        ShortCircuitPolicy.UUID, false, Optional.of("/mnt/mine"), "/opt/domain", List.of()));
        CompletedConfiguration completed =
                ConfigurationCompletion.complete(written(Map.of("mine", EnumSet.allOf(ProfileKey.class)), mine), ONE);
        assertThat(profile(completed, "mine"))
                .isEqualTo(new Profile(
                        "mine",
                        mine.cluster(),
                        mine.client(),
                        new FeatureSettings(
                                mine.shortCircuit(),
                                ONE.clusters().getFirst().profile().fuse(),
                                Optional.empty(),
                                List.of()),
                        mine.scheduling(),
                        mine.features()));
        assertThat(completed.contradictions())
                .extracting(Contradiction::message)
                .contains(
                        "profile \"mine\": master.addresses is other:1, but DaemonSet alluxio/alluxio-worker, ALLUXIO_JAVA_OPTS "
                                + "of ConfigMap alluxio-config has alluxio-master-0:19998",
                        "profile \"mine\": shortCircuit.hostPath is /mnt/mine, but DaemonSet alluxio/alluxio-worker, volume "
                                + "alluxio-domain has /tmp/alluxio-domain");
        assertThat(completed.sources()).isEmpty();
        assertThat(completed.configuration().discovered().names()).isEmpty();
    }

    @Test
    @DisplayName("takes a key from the cluster beside one that is written")
    void mixed() {
        Profile mine = withShortCircuit(
                bare("mine"),
                new ShortCircuitSettings(
                        ShortCircuitPolicy.UUID, false, Optional.of("/mnt/mine"), "/opt/domain", List.of()));
        Profile merged = profile(
                ConfigurationCompletion.complete(
                        written(Map.of("mine", Set.of(ProfileKey.SHORT_CIRCUIT_HOST_PATH, ProfileKey.FEATURES)), mine),
                        ONE),
                "mine");
        assertThat(merged.shortCircuit()).isEqualTo(mine.shortCircuit());
        assertThat(merged.features()).isEmpty();
        assertThat(merged.masters()).hasToString("[alluxio-master-0:19998]");
    }

    @Test
    @DisplayName("mixes nothing into the policy local")
    void local() {
        Profile mine = withShortCircuit(
                bare("mine"),
                new ShortCircuitSettings(
                        ShortCircuitPolicy.LOCAL, true, Optional.empty(), "/opt/domain", List.of("/mnt/ramdisk")));
        assertThat(profile(complete(ONE, mine), "mine").shortCircuit()).isEqualTo(mine.shortCircuit());
    }

    @Test
    @DisplayName("takes the Alluxio with the profile's masters out of several, else the one of its name")
    void chosen() {
        CompletedConfiguration byMasters = ConfigurationCompletion.complete(
                written(Map.of("mine", Set.of(ProfileKey.MASTERS)), withMasters(bare("mine"), "blue-master-0:19998")),
                TWO);
        assertThat(hostPath(byMasters, "mine")).contains("/tmp/blue");
        assertThat(byMasters.configuration().profiles()).containsOnlyKeys("mine", "alluxio.alluxio");
        assertThat(hostPath(complete(TWO, bare("blue")), "blue")).contains("/tmp/blue");
        assertThat(hostPath(complete(TWO, bare("alluxio.blue")), "alluxio.blue"))
                .contains("/tmp/blue");
        assertThat(complete(TWO, bare("alluxio.blue")).configuration().profiles())
                .containsOnlyKeys("alluxio.blue", "alluxio.alluxio");
    }

    private static Optional<String> hostPath(CompletedConfiguration completed, String profile) {
        return profile(completed, profile).shortCircuit().flatMap(ShortCircuitSettings::hostPath);
    }

    @Test
    @DisplayName("leaves a profile alone that none of several Alluxios fits, and says so")
    void noneFits() {
        Profile mine = withMasters(bare("mine"), "other:1");
        CompletedConfiguration completed = complete(TWO, mine, bare("nothing"));
        assertThat(profile(completed, "mine")).isEqualTo(mine);
        assertThat(completed.remarks())
                .hasSize(2)
                .allMatch(r -> r.contains("several Alluxios, alluxio.alluxio, alluxio.blue"));
        assertThat(completed.configuration().discovered().unavailable()).containsOnlyKeys("nothing");
    }

    @Test
    @DisplayName("makes a profile unavailable that has no masters, with the reason")
    void unavailable() {
        DiscoveryResult notReady = ClusterObjects.of("chart-2.9")
                .change("StatefulSet", "alluxio-master", "/status", "{}")
                .discover();
        assertThat(complete(notReady, bare("mine"))
                        .configuration()
                        .discovered()
                        .unavailable()
                        .get("mine"))
                .startsWith("no Alluxio was found in namespace alluxio: ")
                .contains("StatefulSet alluxio/alluxio-master has no ready pods");
        assertThat(complete(DiscoveryResult.NOTHING, bare("mine"))
                        .configuration()
                        .discovered()
                        .unavailable())
                .containsEntry("mine", "no Alluxio was found in namespace alluxio");
        WrittenConfiguration untrusted =
                WrittenConfiguration.of(written(Map.of(), bare("mine")).configuration());
        assertThat(ConfigurationCompletion.complete(untrusted, DiscoveryResult.NOTHING)
                        .configuration()
                        .discovered()
                        .unavailable())
                .containsOnlyKeys("mine");
    }

    @Test
    @DisplayName("takes nothing for a profile of a namespace that is not trusted")
    void untrusted() {
        Profile mine = withMasters(bare("mine"), "other:1");
        WrittenConfiguration untrusted =
                WrittenConfiguration.of(written(Map.of(), mine).configuration());
        assertThat(ConfigurationCompletion.complete(untrusted, ONE)
                        .configuration()
                        .profiles()
                        .get("mine"))
                .isEqualTo(mine);
    }

    @Test
    @DisplayName("enables host aliases that were discovered, and FUSE never")
    void features() {
        DiscoveryResult found = ClusterObjects.of("chart-2.9")
                .change(
                        "StatefulSet",
                        "alluxio-master",
                        "/spec/template/spec/hostAliases",
                        "[{ip: 10.0.0.7, hostnames: [namenode]}]")
                .discover();
        Profile profile = profile(complete(found, bare("mine")), "mine");
        assertThat(profile.hostAliases()).containsExactly(new HostAlias("10.0.0.7", List.of("namenode")));
        assertThat(profile.fuse()).isPresent();
        assertThat(profile.features()).containsExactly(Feature.SHORT_CIRCUIT, Feature.HOST_ALIASES);
    }
}
