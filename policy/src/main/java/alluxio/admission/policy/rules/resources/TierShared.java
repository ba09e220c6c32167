package alluxio.admission.policy.rules.resources;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.StorageTier;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.PersistentVolumeClaim;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Each worker has the directories of its tiers for itself.
 *
 * <p><b>Restricted fields:</b> {@code persistentVolumeClaim.claimName} of volumes with a tier of the worker, in a DaemonSet
 * or in what has several replicas.
 *
 * <p><b>Allowed values:</b> a hostPath, an emptyDir, a claim template; a claim whose PersistentVolume is a hostPath, as then
 * each node has its own directory; any claim with {@code subPathExpr} in the mount. A ReadWriteMany claim is refused,
 * another one is a warning, and one that is not seen is not judged.
 *
 * <p><b>Why:</b> a worker takes every file in its tiers for its own, and deletes what it does not know when it starts:
 * workers that share a directory lose each other's blocks and serve broken ones. With ReadWriteOnce only the workers of one
 * node start.
 *
 * <p><b>Order of applying:</b> any: in a live cluster it is a warning, as claim and PersistentVolume may be replaced before the
 * workers start.
 *
 * <p><b>Source:</b> Alluxio issue 13069; {@code TieredBlockStore} and {@code StorageDir.initializeMeta} of 2.x.
 */
public final class TierShared implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "tier-shared",
                    "Workers that share the directory of a tier take each other's blocks for their own, and delete or "
                            + "break them.")
            .forKinds(ObjectKind.LONG_RUNNING_CONTROLLERS)
            .forRoles(Role.WORKER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return PersistentVolumeClaim.indices();
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        if (object.kind() != ObjectKind.DAEMON_SET && object.replicas() < 2) {
            return;
        }
        for (Container worker : object.containers(Role.WORKER)) {
            if (!worker.options().isComplete()) {
                findings.notJudged(
                        worker, "the tiers may be in " + worker.options().unseenText());
                continue;
            }
            Set<Volume> claims = new LinkedHashSet<>();
            for (StorageTier tier : StorageTier.of(worker)) {
                tier.mount()
                        .filter(mount -> !mount.field().at("subPathExpr").exists())
                        .flatMap(ContainerMount::volume)
                        .filter(volume -> volume.type().equals("persistentVolumeClaim"))
                        .ifPresent(claims::add);
            }
            claims.forEach(volume -> judge(object, worker, volume, findings));
        }
    }

    private static void judge(ReviewedObject object, Container worker, Volume volume, Findings findings) {
        Field name = volume.source().at("claimName");
        Optional<PersistentVolumeClaim> claim = PersistentVolumeClaim.named(name.string(), object);
        if (claim.isEmpty()) {
            findings.notJudged(worker, PersistentVolumeClaim.describeUnseen(name.string(), object));
            return;
        }
        if (claim.get().isOfEachNode()) {
            return;
        }
        String found = volume.describe() + " (" + String.join(", ", claim.get().accessModes()) + ") for all workers";
        String wanted = "a directory for each worker";
        String fix = "use a hostPath or an emptyDir for the tier, or a StatefulSet with volumeClaimTemplates";
        findings.at(worker, name)
                .restingOn(claim.get().reference())
                .asWarningUnless(claim.get().accessModes().contains("ReadWriteMany"))
                .found(found)
                .wanted(wanted)
                .fix(fix);
    }
}
