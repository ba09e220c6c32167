package alluxio.admission.discovery;

import alluxio.admission.discovery.CompletedConfiguration.Contradiction;
import alluxio.admission.model.configuration.AlluxioCluster;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One written profile, completed from one cluster, key by key. */
final class ProfileMerge {
    private final Profile written;
    private final Set<ProfileKey> keys;
    private final Profile found;
    private final Map<ProfileKey, String> foundSources;
    private final Map<ProfileKey, String> sources = new EnumMap<>(ProfileKey.class);
    private final List<Contradiction> contradictions = new ArrayList<>();

    /** @param keys those that are written */
    ProfileMerge(Profile written, Set<ProfileKey> keys, DiscoveredCluster cluster) {
        this.written = written;
        this.keys = keys;
        this.found = cluster.profile();
        this.foundSources = cluster.sources();
    }

    /** Of the values that were taken from the cluster. */
    Map<ProfileKey, String> sources() {
        return sources;
    }

    List<Contradiction> contradictions() {
        return contradictions;
    }

    Profile merge() {
        FeatureSettings offered = new FeatureSettings(
                shortCircuit(),
                fuse(),
                written.hdfs(),
                value(ProfileKey.HOST_ALIASES, FeatureSettings::hostAliases, Profile::offered),
                written.offered().helperResources());
        return new Profile(
                written.name(),
                new AlluxioCluster(
                        written.namespace(),
                        value(ProfileKey.VERSION, AlluxioCluster::version, Profile::cluster),
                        value(ProfileKey.MASTERS, AlluxioCluster::masters, Profile::cluster),
                        value(ProfileKey.WORKER_UID, AlluxioCluster::workerUid, Profile::cluster)),
                written.client(),
                offered,
                new SchedulingSettings(
                        written.scheduling().mode(),
                        value(ProfileKey.NODES, SchedulingSettings::requirements, Profile::scheduling),
                        value(ProfileKey.TOLERATIONS, SchedulingSettings::tolerations, Profile::scheduling),
                        value(ProfileKey.WORKER_PODS, SchedulingSettings::workerPods, Profile::scheduling)),
                keys.contains(ProfileKey.FEATURES) ? written.features() : ClusterProfile.features(offered));
    }

    private <P, T> T value(ProfileKey key, Function<P, T> member, Function<Profile, P> part) {
        return value(key, member.apply(part.apply(written)), member.apply(part.apply(found)));
    }

    /** The written value where the key is written, else the discovered one, if there is any. */
    private <T> T value(ProfileKey key, T ofWritten, T ofFound) {
        Optional<String> source = Optional.ofNullable(foundSources.get(key));
        if (source.isEmpty()) {
            return ofWritten;
        }
        if (!keys.contains(key)) {
            sources.put(key, source.get());
            return ofFound;
        }
        if (!ofWritten.equals(ofFound)) {
            contradictions.add(new Contradiction(
                    written.name(), key, ProfileValues.text(ofWritten), ProfileValues.text(ofFound), source.get()));
        }
        return ofWritten;
    }

    /** With the policy local, which is only ever written, nothing that was discovered fits. */
    private Optional<ShortCircuitSettings> shortCircuit() {
        Optional<ShortCircuitSettings> own = written.shortCircuit();
        Optional<ShortCircuitSettings> other = found.shortCircuit();
        boolean local = own.filter(o -> o.policy() == ShortCircuitPolicy.LOCAL).isPresent();
        if (other.isEmpty() || local) {
            return own;
        }
        ShortCircuitSettings base = own.orElse(other.get());
        return Optional.of(new ShortCircuitSettings(
                value(
                        ProfileKey.SHORT_CIRCUIT_POLICY,
                        base.policy(),
                        other.get().policy()),
                base.required(),
                value(
                        ProfileKey.SHORT_CIRCUIT_HOST_PATH,
                        base.hostPath(),
                        other.get().hostPath()),
                value(
                        ProfileKey.SHORT_CIRCUIT_MOUNT_PATH,
                        base.mountPath(),
                        other.get().mountPath()),
                base.tiers()));
    }

    private Optional<FuseSettings> fuse() {
        Optional<FuseSettings> own = written.fuse();
        Optional<FuseSettings> other = found.fuse();
        boolean sidecar = own.filter(o -> o.mode() == FuseMode.SIDECAR).isPresent();
        if (other.isEmpty() || sidecar) {
            return own;
        }
        FuseSettings base = own.orElse(other.get());
        return Optional.of(new FuseSettings(
                base.mode(),
                value(ProfileKey.FUSE_HOST_PATH, base.hostPath(), other.get().hostPath()),
                value(ProfileKey.FUSE_MOUNT_PATH, base.mountPath(), other.get().mountPath()),
                value(ProfileKey.FUSE_DIRECTORY, base.directory(), other.get().directory()),
                base.sidecar()));
    }
}
