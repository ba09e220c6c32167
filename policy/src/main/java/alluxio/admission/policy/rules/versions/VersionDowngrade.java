package alluxio.admission.policy.rules.versions;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.rules.versions.Releases.MasterUpdate;

/**
 * A master does not go back to an older release line.
 *
 * <p><b>Restricted fields:</b> {@code image} of masters, on UPDATE.
 *
 * <p><b>Allowed values:</b> the same line (2.9) or a newer one.
 *
 * <p><b>Why:</b> an older master may not know entries that the newer one wrote to the journal, and then does not start.
 *
 * <p><b>Source:</b> Alluxio's documentation of upgrades: new versions read the journals of older ones; nothing promises the
 * reverse.
 */
public final class VersionDowngrade implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "version-downgrade",
                    "An older master may not know entries that the newer one wrote to the journal, and then does not "
                            + "start.")
            .forRoles(Role.MASTER);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (MasterUpdate update : Releases.updates(object)) {
            if (update.to().line().compareTo(update.from().line()) < 0 && !JournalCompatibility.breaks(update)) {
                findings.at(update.master(), update.master().field().at("image"))
                        .found(update.toString())
                        .wanted("version " + update.from().line() + " or newer")
                        .fix("keep " + update.from() + "; to go back, restore a backup made by "
                                + update.to().line());
            }
        }
    }
}
