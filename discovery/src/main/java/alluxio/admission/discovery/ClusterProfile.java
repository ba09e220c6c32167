package alluxio.admission.discovery;

import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.configuration.AlluxioCluster;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.ClientSettings;
import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.view.Container;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the profile of one cluster. */
final class ClusterProfile {
    private final ClusterMembers cluster;
    private final NamespaceObjects objects;
    private final DiscoverySettings settings;
    private final ProfileDraft draft = new ProfileDraft();

    ClusterProfile(ClusterMembers cluster, NamespaceObjects objects, DiscoverySettings settings) {
        this.cluster = cluster;
        this.objects = objects;
        this.settings = settings;
    }

    /** Without masters if no name leads to them; then it is of no use. */
    DiscoveredCluster find(MasterHosts hosts) {
        List<HostPort> masters = MasterDiscovery.find(cluster, hosts, draft);
        HostDirectories directories = new HostDirectories(objects, settings);
        Optional<SchedulingSettings> nodes = SchedulingDiscovery.find(cluster, objects, draft);
        if (cluster.workers().isEmpty()) {
            draft.remark("no short circuit: no workers were found that count");
        }
        Optional<ShortCircuitSettings> shortCircuit =
                ShortCircuitDiscovery.find(cluster, directories, draft, nodes.isPresent());
        Optional<FuseSettings> fuse = FuseDiscovery.find(cluster, directories, draft, nodes);
        List<HostAlias> hostAliases = HostAliasDiscovery.find(cluster, objects, draft);
        FeatureSettings offered = new FeatureSettings(shortCircuit, fuse, Optional.empty(), hostAliases);
        Profile profile = new Profile(
                objects.namespace() + "." + cluster.name(),
                new AlluxioCluster(objects.namespace(), version(), masters, uid()),
                new ClientSettings(ClientOptions.ENV, Map.of()),
                offered,
                nodes.orElse(SchedulingSettings.DEFAULT),
                features(offered));
        return new DiscoveredCluster(profile, draft.sources(), draft.remarks());
    }

    /** FUSE is only for pods that ask for it: it shows them a directory of the node. */
    static Set<Feature> features(FeatureSettings offered) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        Stream.of(Feature.SHORT_CIRCUIT, Feature.HOST_ALIASES)
                .filter(offered::describe)
                .forEach(features::add);
        return features;
    }

    private Optional<String> version() {
        List<Found<String>> found = new ArrayList<>();
        for (Workload workload : cluster.all()) {
            Stream.of(Role.MASTER, Role.WORKER)
                    .flatMap(role -> workload.container(role).stream())
                    .forEach(container -> container
                            .release()
                            .map(ClusterProfile::text)
                            .ifPresent(
                                    text -> found.add(new Found<>(text, workload + ", image " + container.image()))));
        }
        return draft.agreed(ProfileKey.VERSION, found);
    }

    private static String text(AlluxioRelease release) {
        return release + (release.isSnapshot() ? "-SNAPSHOT" : "");
    }

    private int uid() {
        List<Found<Integer>> found = new ArrayList<>();
        for (Workload workload : cluster.workers()) {
            Container worker = workload.container(Role.WORKER).orElseThrow();
            worker.security().uid().ifPresent(uid -> found.add(new Found<>(uid, workload.toString())));
        }
        return draft.agreed(ProfileKey.WORKER_UID, found)
                .filter(uid -> uid >= 0)
                .orElse(AlluxioCluster.DEFAULT_WORKER_UID);
    }
}
