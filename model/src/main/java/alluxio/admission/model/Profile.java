package alluxio.admission.model;

import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.Toleration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One Alluxio cluster as its clients need to know it. Immutable; a profile that was read from a configuration file has
 * been checked there, so every value here is well formed.
 *
 * @param name of the profile, a DNS label
 * @param namespace where Alluxio runs
 * @param version of Alluxio, such as {@code 2.9.6}
 * @param masters the masters' RPC addresses, at least one
 * @param client how clients get their properties, and which
 * @param shortCircuit absent: this cluster offers none
 * @param fuse absent: this cluster offers none
 * @param hdfs absent: this cluster offers none
 * @param hostAliases for names outside the cluster; empty: none
 * @param scheduling which nodes can have a worker
 * @param worker what its workers are like
 * @param features what a pod gets that does not say, in the order of {@link Feature}
 */
public record Profile(
        String name,
        String namespace,
        Optional<String> version,
        List<HostPort> masters,
        Client client,
        Optional<ShortCircuit> shortCircuit,
        Optional<Fuse> fuse,
        Optional<Hdfs> hdfs,
        List<HostAlias> hostAliases,
        Scheduling scheduling,
        Worker worker,
        Set<Feature> features) {

    public Profile {
        masters = List.copyOf(masters);
        hostAliases = List.copyOf(hostAliases);
        // In the order of the enum, so that two equal profiles also print alike: their digest is taken from that.
        Set<Feature> ordered = EnumSet.noneOf(Feature.class);
        ordered.addAll(features);
        features = Collections.unmodifiableSet(ordered);
    }

    /** The names that the built-in profile and the official charts use. */
    public static Profile defaults() {
        return new Profile(
                "alluxio",
                "alluxio",
                Optional.empty(),
                List.of(new HostPort("alluxio-master-0", 19998)),
                new Client(ClientOptions.ENV, Map.of()),
                Optional.of(new ShortCircuit(
                        Policy.UUID, true, Optional.of("/tmp/alluxio-domain"), "/opt/domain", List.of())),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Scheduling.DEFAULT,
                Worker.DEFAULT,
                Set.of(Feature.SHORT_CIRCUIT));
    }

    /** Whether this profile says enough of the feature to inject it. */
    public boolean describes(Feature feature) {
        return switch (feature) {
            case SHORT_CIRCUIT -> shortCircuit.isPresent();
            case FUSE -> fuse.isPresent();
            case HDFS -> hdfs.isPresent();
            case HOST_ALIASES -> !hostAliases.isEmpty();
        };
    }

    /** @param properties Alluxio properties for every client, sorted by key */
    public record Client(ClientOptions options, SortedMap<String, String> properties) {
        public Client(ClientOptions options, Map<String, String> properties) {
            this(options, Collections.unmodifiableSortedMap(new TreeMap<>(properties)));
        }
    }

    /** How a client finds the worker on its own node. */
    public enum Policy {
        /** A domain socket that workers name by a random id, in a directory shared through the node. */
        UUID,
        /** The worker's block files themselves, in directories shared through the node. */
        LOCAL
    }

    /**
     * @param required false: leave it out where it might keep a pod from starting
     * @param hostPath the workers' domain socket directory on the node; empty where the charts keep it on a claim
     * @param mountPath the workers' own path of it, which the client's must equal
     * @param tiers for {@link Policy#LOCAL}: the workers' tier directories
     */
    public record ShortCircuit(
            Policy policy, boolean required, Optional<String> hostPath, String mountPath, List<String> tiers) {
        public ShortCircuit {
            tiers = List.copyOf(tiers);
        }
    }

    /** Who mounts the file system. */
    public enum FuseMode {
        /** A daemon of the node; the pod gets the parent of its mount point. */
        HOST,
        /** A native sidecar of the pod. */
        SIDECAR
    }

    /**
     * @param hostPath the parent of the daemon's mount point, on the node; empty: there is no daemon
     * @param mountPath where that parent is mounted in the pod, unless the pod says otherwise
     * @param directory the mount point's name below either
     * @param sidecar what {@link FuseMode#SIDECAR} runs
     */
    public record Fuse(FuseMode mode, Optional<String> hostPath, String mountPath, String directory, Sidecar sidecar) {}

    /** @param confDir the {@link HdfsSecret#directory} that HADOOP_CONF_DIR shall name; empty: none */
    public record Hdfs(List<HdfsSecret> secrets, Optional<String> confDir) {
        public Hdfs {
            secrets = List.copyOf(secrets);
        }
    }

    /** @param directory the Secret is mounted at {@code /secrets/<directory>} */
    public record HdfsSecret(String name, String directory) {}

    public record HostAlias(String ip, List<String> hostnames) {
        public HostAlias {
            hostnames = List.copyOf(hostnames);
        }
    }

    /**
     * @param mode what a pod gets that does not say
     * @param requirements what all nodes that can have a worker have in common; empty: any node can have one
     * @param tolerations the workers'; empty: not known
     */
    public record Scheduling(
            SchedulingMode mode, List<LabelRequirement> requirements, Optional<List<Toleration>> tolerations) {
        public static final Scheduling DEFAULT = new Scheduling(SchedulingMode.AUTO, List.of());

        public Scheduling {
            requirements = List.copyOf(requirements);
            tolerations = tolerations.map(List::copyOf);
        }

        public Scheduling(SchedulingMode mode, List<LabelRequirement> requirements) {
            this(mode, requirements, Optional.empty());
        }
    }

    /** @param uid of the worker's process, where its pod does not say */
    public record Worker(int uid) {
        public static final Worker DEFAULT = new Worker(1000);
    }
}
