package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.Set;

/**
 * A master can write its journal.
 *
 * <p><b>Restricted fields:</b> {@code volumeMounts[].readOnly} of the mount that holds the journal,
 * {@code volumes[].persistentVolumeClaim.readOnly}, and the volume's type.
 *
 * <p><b>Allowed values:</b> {@code false} or nothing; no ConfigMap, Secret, projected or downward API volume.
 *
 * <p><b>Why:</b> a master writes a journal entry before it answers; with a journal that it cannot write, it does not start.
 *
 * <p><b>Source:</b> {@code UfsJournal} and {@code RaftJournalSystem} of 2.0 to 2.10 open their logs for writing at start.
 */
public final class JournalReadOnly implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "journal-read-only",
                    "A master writes every change to its journal before it answers; with a read-only one it does not "
                            + "start.")
            .forKinds(MasterJournals.KINDS)
            .forRoles(Role.MASTER);

    private static final Set<String> NEVER_WRITTEN = Set.of("configMap", "secret", "projected", "downwardAPI");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (MasterJournal journal : MasterJournals.journals(object)) {
            journal.mount().ifPresent(mount -> check(journal, mount, findings));
        }
    }

    private static void check(MasterJournal journal, ContainerMount mount, Findings findings) {
        Field ofClaim = mount.volume()
                .map(volume -> volume.source().at("readOnly"))
                .orElse(mount.field().at("readOnly"));
        if (mount.isReadOnly()) {
            report(journal, mount.field().at("readOnly"), "readOnly: true", findings);
        } else if (ofClaim.isTrue()) {
            report(journal, ofClaim, "readOnly: true", findings);
        } else {
            mount.volume()
                    .filter(volume -> NEVER_WRITTEN.contains(volume.type()))
                    .map(Volume::source)
                    .ifPresent(source -> report(journal, source, "a " + source.name() + " volume", findings));
        }
    }

    private static void report(MasterJournal journal, Field at, String found, Findings findings) {
        findings.at(journal.master(), at)
                .found(found + " for the journal")
                .wanted("a volume that the master can write")
                .fix(found.startsWith("readOnly") ? "remove readOnly" : "put the journal on a PersistentVolumeClaim");
    }
}
