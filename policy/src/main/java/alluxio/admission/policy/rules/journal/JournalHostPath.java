package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.model.view.Pod;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.PersistentVolume;
import alluxio.admission.policy.PersistentVolumeClaim;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.List;
import java.util.Set;

/**
 * A master whose journal is a directory of a node always runs on that node.
 *
 * <p><b>Restricted fields:</b> {@code spec.nodeName}, {@code spec.nodeSelector} and the required node affinity of masters
 * with a hostPath journal.
 *
 * <p><b>Allowed values:</b> any of the three that chooses nodes; a selector of the operating system or the architecture
 * does not. With several masters of an embedded journal, and for a claim whose PersistentVolume is seen to be a hostPath
 * without node affinity, it is a warning. Where the directory is the same on all nodes, as on NFS, exempt the object or,
 * better, use a claim.
 *
 * <p><b>Why:</b> the scheduler may put the next pod of the master on another node, where the directory is empty: Alluxio has
 * lost its metadata.
 *
 * <p><b>Order of applying:</b> any: what is seen of a claim and its PersistentVolume is a warning; a hostPath in the
 * object itself needs no other object to be wrong.
 *
 * <p><b>Source:</b> Alluxio issue 10996.
 */
public final class JournalHostPath implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "journal-host-path",
                    "The next pod of the master may run on another node, where this directory is empty: the metadata "
                            + "is lost.")
            .forKinds(
                    ObjectKind.POD,
                    ObjectKind.DEPLOYMENT,
                    ObjectKind.STATEFUL_SET,
                    ObjectKind.REPLICA_SET,
                    ObjectKind.REPLICATION_CONTROLLER)
            .forRoles(Role.MASTER);

    private static final Set<String> EVERYWHERE =
            Set.of("kubernetes.io/os", "kubernetes.io/arch", "beta.kubernetes.io/os", "beta.kubernetes.io/arch");

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
        if (object.pod().filter(JournalHostPath::isPinned).isPresent()) {
            return;
        }
        for (MasterJournal journal : MasterJournals.journals(object)) {
            journal.volume().ifPresent(volume -> check(object, journal, volume, findings));
        }
    }

    private static void check(ReviewedObject object, MasterJournal journal, Volume volume, Findings findings) {
        String fix =
                "use a PersistentVolumeClaim, or keep the master on its node by nodeSelector or required node affinity";
        if (volume.isHostPath()) {
            Field at = volume.source().at("path");
            String found = "the journal on hostPath " + volume.hostPath() + ", and the master not bound to a node";
            findings.at(journal.master(), at)
                    .asWarningIf(journal.isReplicated(object.replicas()))
                    .found(found)
                    .wanted("a fixed node")
                    .fix(fix);
        } else if (volume.type().equals("persistentVolumeClaim")) {
            Field claim = volume.source().at("claimName");
            PersistentVolumeClaim.named(claim.string(), object)
                    .filter(PersistentVolumeClaim::isOfEachNode)
                    .flatMap(PersistentVolumeClaim::volume)
                    .map(PersistentVolume::name)
                    .ifPresent(
                            pv -> findings.at(journal.master(), claim)
                                    .asWarning()
                                    .found("a claim on the PersistentVolume " + pv
                                            + ", a hostPath without nodeAffinity")
                                    .wanted("a fixed node")
                                    .fix(
                                            "give the PersistentVolume a nodeAffinity (type local), or use a storage class that every node reaches"));
        }
    }

    /** Whether the pod's node, or at least a choice of nodes, is fixed. */
    static boolean isPinned(Pod pod) {
        Field spec = pod.spec();
        boolean selected = Iterables.any(spec.at("nodeSelector").members(), m -> !EVERYWHERE.contains(m.name()));
        boolean required = spec.at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
                .exists();
        return spec.at("nodeName").text().isPresent() || selected || required;
    }
}
