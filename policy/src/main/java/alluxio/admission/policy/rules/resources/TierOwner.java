package alluxio.admission.policy.rules.resources;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.StorageTier;
import alluxio.admission.model.view.Volume;
import alluxio.admission.model.view.VolumeOwners;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A worker that is not root can write to the directories of the node that are created for its tiers.
 *
 * <p><b>Restricted fields:</b> {@code hostPath} of the volumes that hold a worker's tiers, with the worker's
 * {@code runAsUser}.
 *
 * <p><b>Allowed values:</b> a directory that is there already ({@code type: Directory}), {@code /dev/shm} and {@code /tmp}, which
 * every user can write, a worker that runs as root, or an init container that runs as root and mounts the volume to change its
 * owner. {@code fsGroup} does not help: it has no effect on a hostPath.
 *
 * <p><b>Why:</b> {@code DirectoryOrCreate} creates a directory that belongs to root, with mode 0755; so does containerd
 * where no type is given. The worker logs that it cannot initialize the directory and goes on without it: it has no cache
 * there, and no error reaches the user. That is slow and loses nothing, so it is a warning.
 *
 * <p><b>Source:</b> {@code DefaultStorageTier.initStorageTier} of 2.7.3 and 2.9.6 (the lost storage); charts from 2.3 on make
 * hostPath tiers of type DirectoryOrCreate and run as user 1000 from 2.1. Kubernetes' documentation of hostPath.
 */
public final class TierOwner implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "tier-owner",
                    "A new hostPath directory belongs to root: a worker that is not root goes on without this part of its "
                            + "cache.")
            .forRoles(Role.WORKER);

    /** Directories of every Linux node that all users can write. */
    private static final Set<String> OPEN = Set.of("/dev/shm", "/tmp", "/var/tmp");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container worker : object.processes(Role.WORKER)) {
            if (!VolumeOwners.isOrdinaryUser(worker)) {
                continue;
            }
            if (!worker.options().isComplete()) {
                findings.notJudged(
                        worker, "the tiers may be in " + worker.options().unseenText());
                continue;
            }
            Set<ContainerMount> mounts = new LinkedHashSet<>();
            StorageTier.of(worker).forEach(tier -> tier.mount().ifPresent(mounts::add));
            mounts.forEach(mount -> mount.volume()
                    .filter(volume -> isRoots(worker, volume))
                    .ifPresent(volume -> report(worker, mount, volume, findings)));
        }
    }

    private static boolean isRoots(Container worker, Volume volume) {
        return VolumeOwners.isCreated(volume)
                && !OPEN.contains(volume.hostPath())
                && !VolumeOwners.isPrepared(worker, volume);
    }

    private static void report(Container worker, ContainerMount mount, Volume volume, Findings findings) {
        long uid = worker.security().uid().orElse(0);
        findings.at(worker, volume.source())
                .found("a tier in a new directory that belongs to root, " + volume.hostPath()
                        + ", for a worker that runs as user " + uid)
                .wanted("one that the worker can write")
                .fix("add an init container that runs as root, mounts " + volume.name() + " at " + mount.path()
                        + ", and runs chown " + uid + " " + mount.path()
                        + "; or make the directory on each node, and set type: Directory");
    }
}
