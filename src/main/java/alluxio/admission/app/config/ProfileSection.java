package alluxio.admission.app.config;

import alluxio.admission.manifest.yaml.PositionedNode;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Glob;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.Profile;
import alluxio.admission.model.Profile.Fuse;
import alluxio.admission.model.ProfileAccess;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code profiles[]}. */
final class ProfileSection {
    private ProfileSection() {}

    /** @param access who may use it */
    record Read(Profile profile, ProfileAccess access) {}

    /** A profile without errors, or one that is reported and never used. */
    static Optional<Read> read(ConfigNode node) {
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
                        "namespaces")
                .map(ProfileSection::profile);
    }

    private static Read profile(Fields fields) {
        Optional<FuseSection.Read> fuse = fields.get("fuse").flatMap(FuseSection::read);
        Profile profile = profile(fields, fuse.map(FuseSection.Read::fuse));
        return new Read(
                profile,
                new ProfileAccess(
                        namespaces(fields), fuse.map(FuseSection.Read::modes).orElse(Set.of())));
    }

    /** An empty list would read as "none", and mean all. */
    private static List<Glob> namespaces(Fields fields) {
        return fields.get("namespaces")
                .map(node -> {
                    node.check(!isEmptyList(node), "there must be at least one namespace; leave the key out for all");
                    return node.texts(Syntax.NAMESPACE_GLOB).stream()
                            .map(Glob::new)
                            .toList();
                })
                .orElse(List.of());
    }

    private static Profile profile(Fields fields, Optional<Fuse> fuse) {
        Profile described = new Profile(
                text(fields, "name", "a name for the profile"),
                text(fields, "namespace", "the namespace that Alluxio runs in"),
                fields.get("version").flatMap(n -> n.text(Syntax.VERSION)),
                fields.require("master", "a mapping with the masters' addresses")
                        .flatMap(n -> n.fields("addresses"))
                        .map(ProfileSection::masters)
                        .orElse(List.of()),
                fields.get("client")
                        .map(ClientSection::read)
                        .orElse(Profile.defaults().client()),
                fields.get("shortCircuit").flatMap(ShortCircuitSection::read),
                fuse,
                fields.get("hdfs").flatMap(HdfsSection::read),
                fields.get("hostAliases").map(HostAliasSection::read).orElse(List.of()),
                fields.get("scheduling").map(SchedulingSection::read).orElse(Profile.Scheduling.DEFAULT),
                fields.get("worker").map(WorkerSection::read).orElse(Profile.Worker.DEFAULT),
                Set.of());
        return withFeatures(described, fields);
    }

    private static String text(Fields fields, String key, String wanted) {
        return fields.require(key, wanted)
                .flatMap(n -> n.text(Syntax.DNS_LABEL))
                .orElse("");
    }

    private static List<HostPort> masters(Fields master) {
        Set<HostPort> seen = new HashSet<>();
        Optional<ConfigNode> addresses = master.require("addresses", "a list of host:port");
        return addresses
                .map(node -> {
                    List<HostPort> masters = node.list(item -> item.text(Syntax.VALUE)
                            .flatMap(text -> address(item, text))
                            .filter(a -> item.check(seen.add(a), ConfigNode.quoted(a.toString()) + " is there twice")));
                    node.check(!isEmptyList(node), "there must be at least one address, host:port");
                    return masters;
                })
                .orElse(List.of());
    }

    private static Optional<HostPort> address(ConfigNode item, String text) {
        Optional<HostPort> address = HostPort.parse(text)
                .filter(a -> Syntax.isIp(a.host()) || (a.host().indexOf(':') < 0 && Syntax.isDnsName(a.host())));
        item.check(
                address.isPresent(),
                ConfigNode.quoted(text)
                        + " must be host:port, such as alluxio-master-0:19998, with a DNS name or an IP address");
        return address;
    }

    static boolean isEmptyList(ConfigNode node) {
        return node.node() instanceof PositionedNode.Sequence sequence
                && sequence.items().isEmpty();
    }

    private static Profile withFeatures(Profile profile, Fields fields) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        Optional<ConfigNode> given = fields.get("features");
        given.ifPresent(node -> node.list(item -> item.oneOf(byKey()).filter(feature -> {
            item.check(features.add(feature), ConfigNode.quoted(feature.key()) + " is there twice");
            return item.check(
                    profile.describes(feature) || isGiven(fields, section(feature)),
                    ConfigNode.quoted(feature.key()) + " needs " + section(feature) + " in this profile");
        })));
        if (given.isEmpty() && profile.describes(Feature.SHORT_CIRCUIT)) {
            features.add(Feature.SHORT_CIRCUIT);
        }
        return new Profile(
                profile.name(),
                profile.namespace(),
                profile.version(),
                profile.masters(),
                profile.client(),
                profile.shortCircuit(),
                profile.fuse(),
                profile.hdfs(),
                profile.hostAliases(),
                profile.scheduling(),
                profile.worker(),
                features);
    }

    /** Present, and so wrong in some other way that is reported. */
    private static boolean isGiven(Fields fields, String section) {
        return fields.get(section).filter(n -> !isEmptyList(n)).isPresent();
    }

    private static Map<String, Feature> byKey() {
        Map<String, Feature> features = new LinkedHashMap<>();
        for (Feature feature : Feature.values()) {
            features.put(feature.key(), feature);
        }
        return features;
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
