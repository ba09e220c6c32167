package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.alluxio.StorageLocation;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.JvmOptions.Property;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;

/**
 * A root under storage that is a directory is mounted by the workers, too.
 *
 * <p><b>Restricted fields:</b> {@code alluxio.master.mount.table.root.ufs} (or its older name
 * {@code alluxio.underfs.address}) of masters that mount a hostPath or a claim at this directory; {@code volumeMounts} of the
 * workers that are seen in the same namespace.
 *
 * <p><b>Allowed values:</b> a root with a scheme other than {@code file}; or a directory at which, or above which, at least one
 * of the workers mounts a volume. Not judged where no worker is seen, or where the root may be set again in what is not seen.
 *
 * <p><b>Why:</b> workers read and write the under storage themselves: files that the master lists cannot be read, and what
 * clients write stays in the worker's container and is lost with it.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: masters are compared with the workers that are there already.
 *
 * <p><b>Source:</b> {@code UnderFileSystemBlockReader} and {@code LocalUnderFileSystem}, which open the path in the worker's
 * process; Alluxio's documentation of local under storage: the same path on all nodes.
 */
public final class RootUfsVolume implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "root-ufs-volume",
                    "Workers read and write the under storage themselves; in a directory that only the master mounts they "
                            + "find no files, and what they write is lost with their container.")
            .forKinds(MasterJournals.KINDS)
            .forRoles(Role.MASTER);

    /** How many workers with different mounts a master is compared with. */
    private static final int MOST_COMPARED = 50;

    /** The paths at which a worker mounts volumes, of whatever kind. */
    private record MountPaths(List<String> paths) {
        boolean hold(String directory) {
            return Iterables.any(paths, path -> ContainerPath.isWithin(directory, path));
        }
    }

    private static final PeerIndex<Boolean> WORKERS = PeerIndex.of(
            "workers with their volumes",
            ObjectKind.WORKLOADS,
            (peer, entries) -> peer.containers(Role.WORKER)
                    .forEach(worker -> entries.add(
                            new MountPaths(worker.mounts().stream()
                                    .map(mount -> ContainerPath.normalize(mount.path()))
                                    .distinct()
                                    .toList()),
                            true)));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return List.of(WORKERS);
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container master : object.containers(Role.MASTER)) {
            Optional<Property> root =
                    master.options().first(PropertyKeys.MASTER_MOUNT_TABLE_ROOT_UFS, PropertyKeys.UNDERFS_ADDRESS);
            Optional<String> directory = root.flatMap(r -> StorageLocation.parse(r.value()))
                    .filter(StorageLocation::isLocal)
                    .map(StorageLocation::path)
                    .filter(path -> !path.isEmpty() && isShared(master, path));
            if (root.isPresent() && directory.isPresent()) {
                check(object, master, root.get(), directory.get(), findings);
            }
        }
    }

    private static void check(
            ReviewedObject object, Container master, Property root, String directory, Findings findings) {
        if (!master.options().isComplete()) {
            findings.notJudged(
                    master, "the root may be set again in " + master.options().unseenText());
            return;
        }
        List<MountPaths> workers = object.keys(WORKERS, MountPaths.class, _ -> true, MOST_COMPARED);
        if (workers.isEmpty() || workers.size() == MOST_COMPARED) {
            findings.notJudged(master, workers.isEmpty() ? "workers with their volumes" : "so many workers");
            return;
        }
        if (Iterables.none(workers, worker -> worker.hold(directory))) {
            findings.at(master, root.origin())
                    .found("the root under storage is the directory " + directory + ", where no worker mounts a volume")
                    .wanted("the same volume in the workers")
                    .fix("mount the master's volume at " + directory + " in the workers, too");
        }
    }

    private static boolean isShared(Container master, String directory) {
        return master.mountOf(directory)
                .flatMap(mount -> mount.volume())
                .filter(volume -> volume.isHostPath() || volume.isClaim())
                .isPresent();
    }
}
