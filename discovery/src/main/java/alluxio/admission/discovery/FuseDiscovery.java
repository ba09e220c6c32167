package alluxio.admission.discovery;

import alluxio.admission.discovery.HostDirectories.Place;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.configuration.SidecarSettings;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.kube.Toleration;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.FuseMountPoint;
import alluxio.admission.model.view.LabelSelectorReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The FUSE daemons of the nodes, in the mode host. A sidecar is never discovered: it is privileged, and so is written. */
final class FuseDiscovery {
    private final ClusterMembers cluster;
    private final HostDirectories directories;
    private final ProfileDraft draft;

    /** A mount point: of the node, and of the daemon. */
    private record MountPoint(String onNode, String inDaemon) {}

    private FuseDiscovery(ClusterMembers cluster, HostDirectories directories, ProfileDraft draft) {
        this.cluster = cluster;
        this.directories = directories;
        this.draft = draft;
    }

    /** @param nodes those with a worker; empty where a profile cannot say them */
    static Optional<FuseSettings> find(
            ClusterMembers cluster,
            HostDirectories directories,
            ProfileDraft draft,
            Optional<SchedulingSettings> nodes) {
        return nodes.isEmpty() ? Optional.empty() : new FuseDiscovery(cluster, directories, draft).find(nodes.get());
    }

    private Optional<FuseSettings> find(SchedulingSettings nodes) {
        List<Found<MountPoint>> found = new ArrayList<>();
        for (Workload workload : cluster.fuse()) {
            Optional<String> problem = placeProblem(workload, nodes);
            if (problem.isPresent()) {
                draft.remark("no FUSE of " + workload + ": " + problem.get());
                return Optional.empty();
            }
            workload.container(Role.FUSE)
                    .ifPresent(fuse -> mountPoint(workload, fuse).ifPresent(found::add));
        }
        for (Workload workload : cluster.workers()) {
            workload.container(Role.WORKER)
                    .filter(worker -> worker.options().isTrue(PropertyKeys.WORKER_FUSE_ENABLED))
                    .ifPresent(worker -> mountPoint(workload, worker).ifPresent(found::add));
        }
        return draft.agreed("fuse", found).map(this::settings);
    }

    private FuseSettings settings(Found<MountPoint> point) {
        String onNode = point.value().onNode();
        for (ProfileKey key :
                List.of(ProfileKey.FUSE_HOST_PATH, ProfileKey.FUSE_MOUNT_PATH, ProfileKey.FUSE_DIRECTORY)) {
            draft.source(key, point.source());
        }
        return new FuseSettings(
                FuseMode.HOST,
                Optional.of(ContainerPath.parent(onNode)),
                ContainerPath.parent(point.value().inDaemon()),
                onNode.substring(onNode.lastIndexOf('/') + 1),
                SidecarSettings.defaults());
    }

    private Optional<Found<MountPoint>> mountPoint(Workload workload, Container container) {
        Optional<String> point = FuseMountPoint.of(container);
        if (point.isEmpty() || !HostDirectories.isPlain(point.get())) {
            draft.remark("no FUSE of " + workload + ": its mount point cannot be told; write fuse in the profile");
            return Optional.empty();
        }
        String path = ContainerPath.normalize(point.get());
        if (ContainerPath.parent(path).equals("/")) {
            return rightBelowRoot(workload, path);
        }
        Optional<ContainerMount> mount =
                container.mountOf(path).filter(m -> !m.path().equals("/"));
        if (mount.isEmpty() || !mount.get().propagation().equals("Bidirectional")) {
            draft.remark("no FUSE of " + workload + ": nothing that is mounted at " + path
                    + " reaches the node; it needs a hostPath volume with mountPropagation: Bidirectional");
            return Optional.empty();
        }
        return switch (directories.find(mount.get(), path)) {
            case Place.Known(String onNode, String _) -> checked(workload, mount.get(), new MountPoint(onNode, path));
            case Place.Claim _ -> {
                draft.remark("no FUSE of " + workload + ": " + path + " is on a claim, and not on the node");
                yield Optional.empty();
            }
            case Place.Unusable(String reason) -> {
                draft.remark("no FUSE: " + workload + " mounts Alluxio " + reason);
                yield Optional.empty();
            }
        };
    }

    private Optional<Found<MountPoint>> rightBelowRoot(Workload workload, String path) {
        draft.remark(
                "no FUSE of " + workload + ": " + path + " is right below the root, and the parent of a mount point is "
                        + "what clients mount; let it mount one level deeper, or write fuse in the profile");
        return Optional.empty();
    }

    private Optional<Found<MountPoint>> checked(Workload workload, ContainerMount mount, MountPoint point) {
        if (ContainerPath.parent(point.onNode()).equals("/")) {
            return rightBelowRoot(workload, point.onNode());
        }
        Optional<String> problem = directories
                .problem(ContainerPath.parent(point.onNode()))
                .or(() -> HostDirectories.isOfSystem(ContainerPath.parent(point.inDaemon()))
                        ? Optional.of("at " + point.inDaemon() + ", where nothing is mounted in clients")
                        : Optional.empty());
        problem.ifPresent(reason -> draft.remark("no FUSE: " + workload + " mounts Alluxio " + reason));
        return problem.isPresent()
                ? Optional.empty()
                : Optional.of(new Found<>(point, HostDirectories.source(workload, mount)));
    }

    /** Why a node with a worker need not have the daemon; empty: it has. */
    private Optional<String> placeProblem(Workload workload, SchedulingSettings nodes) {
        if (!workload.is(Workload.DAEMON_SET)) {
            return Optional.of("it is no DaemonSet, so it does not run on each node with a worker");
        }
        WorkerPlacement own = WorkerPlacement.of(workload);
        if (own.cannotSay().isPresent()) {
            return own.cannotSay();
        }
        if (!new HashSet<>(nodes.requirements()).containsAll(own.requirements())) {
            return Optional.of("it selects other nodes than the workers; give both the same nodeSelector and affinity");
        }
        List<Toleration> needed = nodes.tolerations().orElse(List.of());
        workload.budget().spend((long) needed.size() * own.tolerations().size());
        if (!needed.stream().allMatch(one -> own.tolerations().stream().anyMatch(t -> t.covers(one)))) {
            return Optional.of("it does not tolerate all that the workers do; give both the same tolerations");
        }
        return WorkerPlacement.requiredPodTerms(workload).stream().allMatch(this::isBesideWorkers)
                ? Optional.empty()
                : Optional.of("its pods have a required affinity to pods other than the workers");
    }

    /** The official charts put the daemon beside a worker. */
    private boolean isBesideWorkers(Field term) {
        return term.path().toString().contains("podAffinity")
                && cluster.workers().stream()
                        .allMatch(worker -> LabelSelectorReader.read(term.at("labelSelector"))
                                .matches(worker.pod().labels()));
    }
}
