package alluxio.admission.discovery;

import alluxio.admission.discovery.CompletedConfiguration.Contradiction;
import alluxio.admission.discovery.DiscoveryResult.LeftOut;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.DiscoveredProfiles;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.configuration.WrittenConfiguration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Completes written profiles from the Alluxio cluster in their namespace, and adds a profile for each other one. Pure, and cheap
 * enough to be called whenever something in the cluster changes.
 *
 * <p>Each key has its written value, else the discovered one, else the built-in default. With several Alluxios in a namespace, a
 * written profile is completed from the one with the same masters, else from the one with the profile's name.
 */
public final class ConfigurationCompletion {
    private final WrittenConfiguration written;
    private final DiscoveryResult found;
    private final Map<String, Profile> profiles = new LinkedHashMap<>();
    private final Map<String, Map<ProfileKey, String>> sources = new LinkedHashMap<>();
    private final Map<String, String> unavailable = new LinkedHashMap<>();
    private final List<Contradiction> contradictions = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    private ConfigurationCompletion(WrittenConfiguration written, DiscoveryResult found) {
        this.written = written;
        this.found = found;
    }

    /** A written profile that no cluster completes, and that lacks its masters, is unavailable. */
    public static CompletedConfiguration complete(WrittenConfiguration written, DiscoveryResult found) {
        return new ConfigurationCompletion(written, found).complete();
    }

    private CompletedConfiguration complete() {
        AdmissionConfiguration configuration = written.configuration();
        configuration.profiles().values().forEach(this::complete);
        found.clusters().stream()
                .filter(cluster -> !used.contains(cluster.profile().name()))
                .forEach(this::add);
        return new CompletedConfiguration(
                new AdmissionConfiguration(
                        defaultProfile(),
                        profiles,
                        configuration.access(),
                        configuration.injection(),
                        configuration.policy(),
                        new DiscoveredProfiles(
                                sources.keySet(),
                                unavailable,
                                Set.copyOf(written.discovery().namespaces()))),
                sources,
                contradictions,
                remarks);
    }

    /** A written one wins. Without, the only profile is the default, and of several pods must name one. */
    private String defaultProfile() {
        String named = written.configuration().defaultProfile();
        boolean only = named.isEmpty() && written.configuration().profiles().isEmpty() && profiles.size() == 1;
        return only ? profiles.keySet().iterator().next() : named;
    }

    private void add(DiscoveredCluster cluster) {
        String name = cluster.profile().name();
        if (profiles.putIfAbsent(name, cluster.profile()) == null) {
            sources.put(name, cluster.sources());
        } else {
            remarks.add("the Alluxio \"" + name
                    + "\" was found, but a written profile of another Alluxio has that name; " + "rename the profile");
        }
    }

    private void complete(Profile profile) {
        Optional<DiscoveredCluster> cluster = cluster(profile);
        Profile completed = MissingParts.withoutIncompleteFuse(
                cluster.map(c -> merge(profile, c)).orElse(profile));
        profiles.put(profile.name(), completed);
        Optional<String> missing = cluster.isEmpty() && profile.masters().isEmpty()
                ? Optional.of(whyUnavailable(profile))
                : MissingParts.reason(completed);
        missing.ifPresent(reason -> unavailable.put(profile.name(), reason));
    }

    private Profile merge(Profile profile, DiscoveredCluster cluster) {
        ProfileMerge merge = new ProfileMerge(profile, written.writtenKeys(profile.name()), cluster);
        Profile merged = merge.merge();
        used.add(cluster.profile().name());
        contradictions.addAll(merge.contradictions());
        if (!merge.sources().isEmpty()) {
            sources.put(profile.name(), merge.sources());
        }
        return merged;
    }

    private List<DiscoveredCluster> clustersIn(String namespace) {
        return found.clusters().stream()
                .filter(cluster -> cluster.namespace().equals(namespace))
                .toList();
    }

    private Optional<DiscoveredCluster> cluster(Profile profile) {
        if (!written.discovery().trusts(profile.namespace())) {
            return Optional.empty();
        }
        List<DiscoveredCluster> there = clustersIn(profile.namespace());
        Optional<DiscoveredCluster> matching = only(there)
                .or(() -> only(there.stream()
                        .filter(c -> new HashSet<>(c.profile().masters()).equals(new HashSet<>(profile.masters())))
                        .toList()))
                .or(() -> only(
                        there.stream().filter(c -> hasName(c, profile.name())).toList()));
        if (matching.isEmpty() && there.size() > 1) {
            remarks.add("profile \"" + profile.name() + "\" is not completed: " + several(there));
        }
        return matching;
    }

    /** By its own name, or by the whole name of its profile. */
    private static boolean hasName(DiscoveredCluster cluster, String name) {
        String whole = cluster.profile().name();
        return whole.equals(name) || whole.equals(cluster.namespace() + "." + name);
    }

    private static Optional<DiscoveredCluster> only(List<DiscoveredCluster> clusters) {
        return clusters.size() == 1 ? Optional.of(clusters.getFirst()) : Optional.empty();
    }

    private static String several(List<DiscoveredCluster> there) {
        return "its namespace has several Alluxios, "
                + String.join(", ", there.stream().map(c -> c.profile().name()).toList())
                + ", and none has its name or its master.addresses";
    }

    private String whyUnavailable(Profile profile) {
        List<DiscoveredCluster> there = clustersIn(profile.namespace());
        if (there.size() > 1) {
            return several(there);
        }
        if (!written.discovery().trusts(profile.namespace())) {
            return "it has no master.addresses, and its namespace is not in discovery.namespaces";
        }
        Optional<LeftOut> leftOut = found.leftOut().stream()
                .filter(out -> isIn(out.object(), profile.namespace()))
                .findFirst();
        return "no Alluxio was found in namespace " + profile.namespace()
                + leftOut.map(out -> ": " + out.object() + " " + out.reason()).orElse("");
    }

    private static boolean isIn(String object, String namespace) {
        return object.contains(" " + namespace + "/") || object.equals("Namespace " + namespace);
    }
}
