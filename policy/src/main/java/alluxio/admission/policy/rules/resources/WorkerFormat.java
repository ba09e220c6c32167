package alluxio.admission.policy.rules.resources;

import alluxio.admission.model.alluxio.EntryPoint;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.regex.Pattern;

/**
 * A worker does not format its tiers when it starts.
 *
 * <p><b>Restricted fields:</b> {@code command} and {@code args} of workers.
 *
 * <p><b>Allowed values:</b> {@code worker-only} and {@code worker} are followed by {@code --no-format}.
 *
 * <p><b>Why:</b> without {@code --no-format} the entry point runs {@code alluxio formatWorker} at every start of the
 * container: the cache is empty after each restart, and what was written to Alluxio alone is lost. Data that is in the under
 * storage is read again from there, so it is a warning.
 *
 * <p><b>Source:</b> {@code formatWorkerIfSpecified} in {@code entrypoint.sh} of 2.0 to 2.10; all official manifests have
 * {@code --no-format}.
 */
public final class WorkerFormat implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "worker-format",
                    "A worker that formats on start empties its cache each time its container restarts, and what is in "
                            + "no under storage is lost.")
            .forRoles(Role.WORKER);

    /** The entry point's own words, as a list or in a shell's line; a word that is not --no-format ends it with the usage. */
    private static final Pattern START =
            Pattern.compile("(^|/entrypoint\\.sh +)worker(-only)?(?=[\\s;&|\"']|$)(?!\\s+[^\\s;&|])");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        for (Container worker : object.containers(Role.WORKER)) {
            String words = String.join(" ", worker.words());
            boolean isScript =
                    words.contains(EntryPoint.SCRIPT) || worker.imageName().isOfficial();
            if (isScript && START.matcher(words).find()) {
                Field args = worker.field().at("args");
                findings.at(worker, args.exists() ? args : worker.field().at("command"))
                        .found("a worker without --no-format")
                        .wanted("--no-format")
                        .fix("add --no-format to the args");
            }
        }
    }
}
