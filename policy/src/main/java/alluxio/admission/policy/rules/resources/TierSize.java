package alluxio.admission.policy.rules.resources;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.JavaOptionVariables;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.kube.Quantity;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MessageText;
import alluxio.admission.model.view.StorageTier;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Optional;

/**
 * The volume of a worker's tier is as large as the tier may grow.
 *
 * <p><b>Restricted fields:</b> {@code volumes[].emptyDir.sizeLimit} of the volumes that hold a worker's tiers, and for those in
 * memory {@code resources.limits.memory}, against {@code alluxio.worker.tieredstore.levelN.dirs.quota} (of the first tier else
 * {@code alluxio.worker.ramdisk.size} or {@code alluxio.worker.memory.size}, one of which is set); {@code volumeMounts} of
 * workers with a tier in /dev/shm.
 *
 * <p><b>Allowed values:</b> a sizeLimit of at least the quota, which emptyDirs in memory must have; a volume at /dev/shm, as
 * the container's own has 64 MiB. An emptyDir in memory is as large as the least of its sizeLimit, the memory limit of the whole
 * pod, where each of its containers has one, and what a node can allocate. It is only refused where the worker's own check ends it: the
 * level has the alias MEM and one directory, which is a mount point of a tmpfs that is smaller than its quota; else it is a warning,
 * as it is where Nodes are too small. A tier on no volume is a warning: the worker starts without a directory that it cannot make,
 * and loses what it keeps in the container. {@code 1G} is 10^9 bytes to Kubernetes and 2^30 to Alluxio: write {@code 1Gi}.
 *
 * <p><b>Why:</b> a worker that finds its memory smaller than its quota ends ("tmpfs is smaller than the configured size").
 * Else Alluxio fills a tier up to its quota. At the volume's limit a tmpfs is full and writes fail, or the kubelet
 * evicts the pod with everything that is cached.
 *
 * <p><b>Order of applying:</b> any: nodes that are too small are a warning, as others may be added.
 *
 * <p><b>Source:</b> {@code DefaultStorageTier.checkEnoughMemSpace} of 2.7.3 and 2.9.6, {@code StorageTier} of 2.2.0, which also
 * checks a ramfs, a file system that no volume of Kubernetes is; the size of an emptyDir in memory is computed by the kubelet's
 * {@code calculateEmptyDirMemorySize} (feature SizeMemoryBackedVolumes, on from Kubernetes 1.22). Run with 2.9.6 and
 * a tmpfs of 10 MiB for 16 MB: the worker ends with "tmpfs is smaller than the configured size"; with a tier below the mount
 * point, or with the alias SSD, it starts. Alluxio issues 12277 and 13022, pull request 15929; chart 0.6.48 changed G to Gi.
 */
public final class TierSize implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "tier-size",
                    "A worker whose memory is smaller than its quota ends when it starts; any other volume that is too "
                            + "small is full too early, or the kubelet evicts the pod with its cache.")
            .forRoles(Role.WORKER);

    private static final long OWN_SHM = 64L << 20;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container worker : object.containers(Role.WORKER)) {
            Iterables.forEach(
                    Iterables.distinct(Iterables.mapPresent(worker.mounts(), ContainerMount::volume)),
                    volume -> volume.isMemory()
                            && !volume.source().at("sizeLimit").exists(),
                    volume -> unlimited(worker, volume, findings));
            if (!worker.options().isComplete()) {
                findings.notJudged(
                        worker, "the tiers may be in " + worker.options().unseenText());
                continue;
            }
            List<StorageTier> tiers = StorageTier.of(worker);
            StorageTier.byVolume(tiers).forEach((volume, on) -> {
                if (volume.isEmptyDir()) {
                    compare(worker, volume, on, findings);
                }
                if (volume.isMemory()) {
                    MemoryTier.of(worker, volume, on).check(object.nodes(), findings);
                }
            });
            tiers.forEach(tier -> {
                shm(worker, tier, findings);
                unset(worker, tier, findings);
                unmounted(worker, tier, findings);
            });
        }
    }

    private static void unlimited(Container worker, Volume volume, Findings findings) {
        findings.at(worker, volume.source().at("sizeLimit"))
                .asWarning()
                .found("no sizeLimit of the volume " + volume.name() + " in memory")
                .wanted("a sizeLimit as large as the tiers on it")
                .fix("set sizeLimit of the volume to the quota of its tiers, such as 1Gi");
    }

    private static void compare(Container worker, Volume volume, List<StorageTier> tiers, Findings findings) {
        Optional<Long> limit = StorageTier.sizeLimit(volume);
        Optional<Long> bytes = StorageTier.bytes(tiers);
        if (limit.isEmpty() || bytes.isEmpty() || bytes.get() <= limit.get()) {
            return;
        }
        Field at = volume.source().at("sizeLimit");
        String quotas = MessageText.list(Iterables.distinct(Iterables.map(tiers, StorageTier::quota)));
        String wanted = Quantity.ofBytes(bytes.get());
        findings.at(worker, at)
                .asWarningUnless(volume.isMemory()
                        && Iterables.any(
                                tiers, tier -> MemoryTier.isRefused(worker, tier, limit.orElse(Long.MAX_VALUE))))
                .found("sizeLimit: " + at.shown() + " for " + quotas)
                .wanted("sizeLimit: " + wanted + " or more")
                .fix("set sizeLimit of the volume " + volume.name() + " to " + wanted
                        + (at.shown().endsWith("i") ? "" : " (G is 10^9 bytes to Kubernetes, 2^30 to Alluxio)")
                        + ", or a lower quota");
    }

    /** With the IPC namespace of the node, /dev/shm is the node's. */
    private static boolean isOwnShm(Container worker) {
        return !worker.pod().spec().at("hostIPC").isTrue();
    }

    /** The worker starts: from 2.6 its image lets every user write below /mnt, and a directory that fails is left out. */
    private static void unmounted(Container worker, StorageTier tier, Findings findings) {
        if (tier.mount().isEmpty() && !ContainerPath.isWithin(tier.path(), StorageTier.SHM)) {
            findings.at(worker, worker.field().at("volumeMounts"))
                    .asWarning()
                    .found("the tier " + tier.path() + " on no volume")
                    .wanted("a volume at " + tier.path())
                    .fix("mount a hostPath, an emptyDir or a claim at " + tier.path());
        }
    }

    private static void unset(Container worker, StorageTier tier, Findings findings) {
        if (tier.quota().isEmpty() && tier.volume().filter(Volume::isMemory).isPresent()) {
            findings.at(worker, worker.field().at("env"))
                    .asWarning()
                    .found("no quota of the tier " + tier.path() + " in memory")
                    .wanted(PropertyKeys.WORKER_RAMDISK_SIZE)
                    .fix("add -D" + PropertyKeys.WORKER_RAMDISK_SIZE + "=<size of the volume> to "
                            + JavaOptionVariables.WORKER);
        }
    }

    private static void shm(Container worker, StorageTier tier, Findings findings) {
        if (tier.mount().isEmpty()
                && ContainerPath.isWithin(tier.path(), StorageTier.SHM)
                && tier.bytes().orElse(Long.MAX_VALUE) > OWN_SHM) {
            findings.at(worker, worker.field().at("volumeMounts"))
                    .asWarningUnless(isOwnShm(worker) && MemoryTier.isRefused(worker, tier, OWN_SHM))
                    .found("no volume at " + StorageTier.SHM + ", where the container's own has 64Mi")
                    .wanted("an emptyDir in memory at " + StorageTier.SHM)
                    .fix("add a volume {emptyDir: {medium: Memory, sizeLimit: "
                            + tier.bytes().map(Quantity::ofBytes).orElse("1Gi") + "}} and mount it at "
                            + StorageTier.SHM);
        }
    }
}
