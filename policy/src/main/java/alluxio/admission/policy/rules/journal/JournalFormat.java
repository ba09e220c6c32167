package alluxio.admission.policy.rules.journal;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.EntryPoint;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerStage;
import alluxio.admission.model.view.Field;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.regex.Pattern;

/**
 * A master does not format its journal when it starts.
 *
 * <p><b>Restricted fields:</b> {@code command} and {@code args} of masters; init containers that run
 * {@code alluxio formatJournal} or {@code formatMaster}.
 *
 * <p><b>Allowed values:</b> {@code master-only} and {@code master} are followed by {@code --no-format}. An init container
 * that formats (chart value {@code journal.format.runFormat}) is a warning: the first start needs it. The annotation
 * {@code alluxio.io/allow-format: "true"} on the object or on its pods allows both. Format Jobs are not judged.
 *
 * <p><b>Why:</b> without {@code --no-format} the entry point runs {@code alluxio formatMaster} at every start of the
 * container, and an init container formats at every start of the pod: the metadata is wiped each time.
 *
 * <p><b>Source:</b> {@code formatMasterIfSpecified} in {@code entrypoint.sh} of 2.0 to 2.10; {@code journal.format} in the
 * values of the official chart.
 */
public final class JournalFormat implements Rule {
    private static final RuleInfo INFO = RuleInfo.deny(
                    "journal-format",
                    "A master that formats on start wipes all of Alluxio's metadata each time its container or pod "
                            + "restarts.")
            .forKinds(MasterJournals.KINDS)
            .forRoles(Role.MASTER);

    /** The entry point's own words, as a list or in a shell's line; a word that is not --no-format ends it with the usage. */
    private static final Pattern START =
            Pattern.compile("(^|/entrypoint\\.sh +)master(-only)?(?=[\\s;&|\"']|$)(?!\\s+[^\\s;&|])");

    private static final Pattern FORMAT = Pattern.compile("\\bformat(Journal|Masters?)\\b");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        if (object.allows(Keys.ALLOW_FORMAT)) {
            return;
        }
        for (Container master : object.containers(Role.MASTER)) {
            String words = String.join(" ", master.words());
            if (START.matcher(words).find()) {
                findings.at(master, commandOf(master))
                        .asWarningUnless(words.contains(EntryPoint.SCRIPT) || master.isAlluxioImage())
                        .found("a master without --no-format")
                        .wanted("--no-format")
                        .fix("add --no-format after " + started(master)
                                + " (to format on purpose, annotate the object with " + Keys.ALLOW_FORMAT
                                + ": \"true\")");
            }
        }
        Iterables.forEach(
                object.judgedContainers(),
                c -> c.stage() == ContainerStage.INIT
                        && FORMAT.matcher(String.join(" ", c.words())).find(),
                init -> findings.at(init, commandOf(init))
                        .asWarning()
                        .found("an init container that formats the journal")
                        .wanted("none after the first start")
                        .fix("remove it once Alluxio has started (chart: "
                                + "journal.format.runFormat=false), or annotate the object with " + Keys.ALLOW_FORMAT
                                + ": \"true\""));
    }

    /** The word that starts the master: {@code master} or {@code master-only}. */
    private static String started(Container master) {
        return String.join(" ", master.words()).contains("master-only") ? "master-only" : "master";
    }

    private static Field commandOf(Container container) {
        Field args = container.field().at("args");
        return args.exists() ? args : container.field().at("command");
    }
}
