package alluxio.admission.discovery;

import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.view.StorageTier;
import alluxio.admission.model.view.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The short circuit through domain sockets. The policy local is never discovered: a tier holds all data of a worker. */
final class ShortCircuitDiscovery {
    private final ClusterMembers cluster;
    private final HostDirectories directories;
    private final ProfileDraft draft;

    private ShortCircuitDiscovery(ClusterMembers cluster, HostDirectories directories, ProfileDraft draft) {
        this.cluster = cluster;
        this.directories = directories;
        this.draft = draft;
    }

    /** @param nodesKnown whether a profile can say which nodes have a worker */
    static Optional<ShortCircuitSettings> find(
            ClusterMembers cluster, HostDirectories directories, ProfileDraft draft, boolean nodesKnown) {
        return cluster.workers().isEmpty()
                ? Optional.empty()
                : new ShortCircuitDiscovery(cluster, directories, draft).find(nodesKnown);
    }

    private Optional<ShortCircuitSettings> find(boolean nodesKnown) {
        boolean served = cluster.masters().stream()
                .flatMap(master -> master.container(Role.MASTER).stream())
                .anyMatch(master -> master.options().isTrue(PropertyKeys.DOMAIN_SOCKET_AS_UUID));
        List<Found<String>> mountPaths = new ArrayList<>();
        List<Found<Optional<String>>> hostPaths = new ArrayList<>();
        boolean everywhere = true;
        for (Workload worker : cluster.workers()) {
            switch (SocketDirectory.of(worker, directories, served)) {
                case SocketDirectory.OnNode(String hostPath, String mountPath, String source) -> {
                    hostPaths.add(new Found<>(Optional.of(hostPath), source));
                    mountPaths.add(new Found<>(mountPath, source));
                }
                case SocketDirectory.OnClaim(String mountPath, String source, String why) -> {
                    hostPaths.add(new Found<>(Optional.empty(), source));
                    mountPaths.add(new Found<>(mountPath, source));
                    draft.remark("no shortCircuit.hostPath: " + source + " is " + why
                            + "; install Alluxio with the chart value shortCircuit.volumeType=hostPath");
                }
                case SocketDirectory.None(String reason) -> {
                    draft.remark("no short circuit: " + reason);
                    remarkTiers(worker);
                    everywhere = false;
                }
            }
        }
        return everywhere && nodesKnown ? settings(mountPaths, hostPaths) : Optional.empty();
    }

    private Optional<ShortCircuitSettings> settings(
            List<Found<String>> mountPaths, List<Found<Optional<String>>> hostPaths) {
        Optional<Found<String>> mountPath = draft.agreed(ProfileKey.SHORT_CIRCUIT_MOUNT_PATH.path(), mountPaths);
        Optional<Found<Optional<String>>> hostPath = draft.agreed(ProfileKey.SHORT_CIRCUIT_HOST_PATH.path(), hostPaths);
        if (mountPath.isEmpty() || hostPath.isEmpty()) {
            return Optional.empty();
        }
        draft.source(ProfileKey.SHORT_CIRCUIT_POLICY, mountPath.get().source());
        draft.source(ProfileKey.SHORT_CIRCUIT_MOUNT_PATH, mountPath.get().source());
        draft.source(ProfileKey.SHORT_CIRCUIT_HOST_PATH, hostPath.get().source());
        return Optional.of(new ShortCircuitSettings(
                ShortCircuitPolicy.UUID,
                true,
                hostPath.get().value(),
                mountPath.get().value(),
                List.of()));
    }

    private void remarkTiers(Workload worker) {
        List<String> tiers = StorageTier.of(worker.container(Role.WORKER).orElseThrow()).stream()
                .filter(tier -> tier.volume().filter(Volume::isHostPath).isPresent())
                .map(StorageTier::path)
                .toList();
        if (!tiers.isEmpty()) {
            draft.remark("the tiers of " + worker + " are directories of the node (" + String.join(", ", tiers)
                    + "); for the policy local, write shortCircuit in the profile");
        }
    }
}
