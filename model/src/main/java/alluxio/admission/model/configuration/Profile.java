package alluxio.admission.model.configuration;

import alluxio.admission.model.Feature;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.AlluxioRelease;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One Alluxio cluster as its clients need to know it. Immutable. A profile that was read from a configuration file was
 * checked there, so every value here is well formed.
 *
 * @param name of the profile, a DNS name; {@code <namespace>.<name>} if it was discovered
 * @param cluster its servers
 * @param client how clients get their properties, and which
 * @param offered the features that pods can have
 * @param scheduling which nodes can have a worker
 * @param features what a pod without the annotation {@code alluxio.io/features} gets, in the order of {@link Feature}
 */
public record Profile(
        String name,
        AlluxioCluster cluster,
        ClientSettings client,
        FeatureSettings offered,
        SchedulingSettings scheduling,
        Set<Feature> features) {

    public Profile {
        Set<Feature> ordered = EnumSet.noneOf(Feature.class);
        ordered.addAll(features);
        features = Collections.unmodifiableSet(ordered);
    }

    /** The names that the official charts use; in force without a configuration file. */
    public static Profile defaults() {
        return new Profile(
                "alluxio",
                new AlluxioCluster(
                        "alluxio",
                        Optional.empty(),
                        List.of(new HostPort("alluxio-master-0", AlluxioPort.MASTER_RPC.number())),
                        AlluxioCluster.DEFAULT_WORKER_UID),
                new ClientSettings(ClientOptions.ENV, Map.of()),
                new FeatureSettings(
                        Optional.of(new ShortCircuitSettings(
                                ShortCircuitPolicy.UUID,
                                true,
                                Optional.of(AlluxioPaths.DOMAIN_SOCKETS_ON_NODE),
                                AlluxioPaths.DOMAIN_SOCKETS,
                                List.of())),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                SchedulingSettings.DEFAULT,
                Set.of(Feature.SHORT_CIRCUIT));
    }

    /** The same with other features for pods that do not choose. */
    public Profile withFeatures(Set<Feature> others) {
        return new Profile(name, cluster, client, offered, scheduling, others);
    }

    /** Whether this profile says enough of the feature to inject it. */
    public boolean describes(Feature feature) {
        return offered.describe(feature);
    }

    /** {@link AlluxioCluster#namespace}. */
    public String namespace() {
        return cluster.namespace();
    }

    /** {@link AlluxioCluster#release}. */
    public Optional<AlluxioRelease> release() {
        return cluster.release();
    }

    /** {@link AlluxioCluster#masters}. */
    public List<HostPort> masters() {
        return cluster.masters();
    }

    /** {@link FeatureSettings#shortCircuit}. */
    public Optional<ShortCircuitSettings> shortCircuit() {
        return offered.shortCircuit();
    }

    /** {@link FeatureSettings#fuse}. */
    public Optional<FuseSettings> fuse() {
        return offered.fuse();
    }

    /** {@link FeatureSettings#hdfs}. */
    public Optional<HdfsSettings> hdfs() {
        return offered.hdfs();
    }

    /** {@link FeatureSettings#hostAliases}. */
    public List<HostAlias> hostAliases() {
        return offered.hostAliases();
    }
}
