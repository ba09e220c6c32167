package alluxio.admission.app.config;

import alluxio.admission.app.config.FuseSection.FuseWithModes;
import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.configuration.AlluxioCluster;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.Glob;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.configuration.SchedulingSettings;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code profiles[]}: one Alluxio cluster each. */
final class ProfileSection {
    private static final AllowedValues<Feature> FEATURES = AllowedValues.of(List.of(Feature.values()), Feature::key);

    private ProfileSection() {}

    /**
     * @param access the namespaces that may use it
     * @param keys that the file sets
     */
    record WrittenProfile(Profile profile, ProfileAccess access, Set<ProfileKey> keys) {}

    /** Reads a profile. One with errors is reported and never used. */
    static Optional<WrittenProfile> read(ConfigNode node, DiscoverySettings discovery) {
        return node.fields(
                        "name",
                        "namespace",
                        "version",
                        "master",
                        "client",
                        "shortCircuit",
                        "fuse",
                        "hdfs",
                        "hostAliases",
                        "scheduling",
                        "worker",
                        "features",
                        "helperResources",
                        "namespaces")
                .map(fields -> profile(fields, discovery));
    }

    private static WrittenProfile profile(ConfigMapping fields, DiscoverySettings discovery) {
        String namespace = text(fields, "namespace", "the namespace that Alluxio runs in", ValueFormat.DNS_LABEL);
        Requirement requirement = Requirement.of(namespace, discovery);
        Optional<FuseWithModes> fuse = fields.get("fuse").flatMap(n -> FuseSection.read(n, requirement));
        Profile profile = profile(fields, namespace, requirement, fuse.map(FuseWithModes::fuse));
        return new WrittenProfile(
                profile,
                new ProfileAccess(
                        namespaces(fields), fuse.map(FuseWithModes::modes).orElse(Set.of())),
                fields.owner().mapping().map(WrittenKeys::of).orElse(Set.of()));
    }

    /** The namespaces that may use the profile. An empty list is refused: it reads as "none", and would mean all. */
    private static List<Glob> namespaces(ConfigMapping fields) {
        return fields.get("namespaces")
                .map(node -> {
                    node.check(!node.isEmptyList(), "there must be at least one namespace; leave the key out for all");
                    return node.texts(ValueFormat.NAMESPACE_GLOB).stream()
                            .map(Glob::new)
                            .toList();
                })
                .orElse(List.of());
    }

    private static Profile profile(
            ConfigMapping fields, String namespace, Requirement requirement, Optional<FuseSettings> fuse) {
        Profile described = new Profile(
                text(fields, "name", "a name for the profile", ValueFormat.PROFILE_NAME),
                cluster(fields, namespace, requirement),
                fields.get("client")
                        .map(ClientSection::read)
                        .orElse(Profile.defaults().client()),
                new FeatureSettings(
                        fields.get("shortCircuit").flatMap(ShortCircuitSection::read),
                        fuse,
                        fields.get("hdfs").flatMap(HdfsSection::read),
                        fields.get("hostAliases").map(HostAliasSection::read).orElse(List.of()),
                        fields.get("helperResources")
                                .map(n -> ResourceSection.read(n, FeatureSettings.USUAL_HELPER_RESOURCES))),
                fields.get("scheduling")
                        .map(n -> SchedulingSection.read(n, namespace, requirement))
                        .orElse(SchedulingSettings.DEFAULT),
                Set.of());
        return withFeatures(described, fields, requirement);
    }

    private static AlluxioCluster cluster(ConfigMapping fields, String namespace, Requirement requirement) {
        return new AlluxioCluster(
                namespace,
                fields.get("version").flatMap(n -> n.text(ValueFormat.VERSION)),
                requirement
                        .get(
                                fields,
                                "master",
                                "a mapping with the masters' addresses, or this profile's namespace in discovery.namespaces")
                        .flatMap(n -> n.fields("addresses"))
                        .map(master -> masters(master, requirement))
                        .orElse(List.of()),
                fields.get("worker").map(WorkerSection::readUid).orElse(AlluxioCluster.DEFAULT_WORKER_UID));
    }

    private static String text(ConfigMapping fields, String key, String wanted, ValueFormat format) {
        return fields.require(key, wanted).flatMap(n -> n.text(format)).orElse("");
    }

    private static List<HostPort> masters(ConfigMapping master, Requirement requirement) {
        Set<HostPort> seen = new HashSet<>();
        Optional<ConfigNode> addresses = requirement.get(master, "addresses", "a list of host:port");
        return addresses
                .map(node -> {
                    List<HostPort> masters = node.list(item -> item.text(ValueFormat.VALUE)
                            .flatMap(text -> address(item, text))
                            .filter(a -> item.check(seen.add(a), ConfigNode.quoted(a.toString()) + " is there twice")));
                    node.check(!node.isEmptyList(), "there must be at least one address, host:port");
                    return masters;
                })
                .orElse(List.of());
    }

    private static Optional<HostPort> address(ConfigNode item, String text) {
        Optional<HostPort> address = HostPort.parse(text)
                .filter(a ->
                        ValueFormat.isIp(a.host()) || (a.host().indexOf(':') < 0 && ValueFormat.isDnsName(a.host())));
        item.check(
                address.isPresent(),
                ConfigNode.quoted(text)
                        + " must be host:port, such as alluxio-master-0:19998, with a DNS name or an IP address");
        return address;
    }

    private static Profile withFeatures(Profile profile, ConfigMapping fields, Requirement requirement) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        Optional<ConfigNode> given = fields.get("features");
        given.ifPresent(node -> node.list(item -> item.oneOf(FEATURES).filter(feature -> {
            item.check(features.add(feature), ConfigNode.quoted(feature.key()) + " is there twice");
            return item.check(
                    profile.describes(feature)
                            || isGiven(fields, section(feature))
                            || isDiscovered(feature, requirement),
                    ConfigNode.quoted(feature.key()) + " needs " + section(feature) + " in this profile");
        })));
        if (given.isEmpty() && profile.describes(Feature.SHORT_CIRCUIT)) {
            features.add(Feature.SHORT_CIRCUIT);
        }
        return profile.withFeatures(features);
    }

    /** Whether the section is there. What is wrong in it is reported by its own reader. */
    private static boolean isGiven(ConfigMapping fields, String section) {
        return fields.get(section).filter(n -> !n.isEmptyList()).isPresent();
    }

    /** Secrets of HDFS are never discovered. */
    private static boolean isDiscovered(Feature feature, Requirement requirement) {
        return requirement == Requirement.DISCOVERABLE && feature != Feature.HDFS;
    }

    private static String section(Feature feature) {
        return switch (feature) {
            case SHORT_CIRCUIT -> "shortCircuit";
            case FUSE -> "fuse";
            case HDFS -> "hdfs";
            case HOST_ALIASES -> "hostAliases";
        };
    }
}
