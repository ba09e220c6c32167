package alluxio.admission.policy.rules.resources;

import alluxio.admission.model.alluxio.EntryPoint;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.Whitespace;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;

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

    /** The entry point's own words, in a shell's line. */
    private static final String CALL = EntryPoint.SCRIPT + " ";

    private static final String WORKER = "worker";
    private static final String ONLY = "-only";
    private static final String END_OF_COMMAND = ";&|";

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
            if (isScript && formats(words)) {
                Field args = worker.field().at("args");
                findings.at(worker, args.exists() ? args : worker.field().at("command"))
                        .found("a worker without --no-format")
                        .wanted("--no-format")
                        .fix("add --no-format to the args");
            }
        }
    }

    /** As the whole command line, or as a call in a shell's line. */
    private static boolean formats(String words) {
        if (endsAfterWorker(words, 0)) {
            return true;
        }
        for (int call = words.indexOf(CALL); call >= 0; call = words.indexOf(CALL, call + 1)) {
            int start = call + CALL.length();
            while (words.startsWith(" ", start)) {
                start++;
            }
            if (endsAfterWorker(words, start)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the word for a worker begins here, and no other follows: one that is not --no-format ends it with the usage. */
    private static boolean endsAfterWorker(String words, int start) {
        if (!words.startsWith(WORKER, start)) {
            return false;
        }
        int name = start + WORKER.length();
        int end = words.startsWith(ONLY, name) ? name + ONLY.length() : name;
        int next = end;
        while (next < words.length() && Whitespace.isSpace(words.charAt(next))) {
            next++;
        }
        boolean isLast = next == words.length() || END_OF_COMMAND.indexOf(words.charAt(next)) >= 0;
        return next > end ? isLast : isLast || "\"'".indexOf(words.charAt(next)) >= 0;
    }
}
