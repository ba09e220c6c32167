package alluxio.admission.cluster.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what part of the cluster is not seen: one line when it begins, when it changes, but not each minute, and when it ends. */
final class ProblemLog {
    private static final Logger log = LoggerFactory.getLogger(ProblemLog.class);

    /** Between two lines on problems: an outage makes many that differ. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    private Optional<String> logged = Optional.empty();
    private Instant next = Instant.MIN;

    void note(SnapshotState state, Instant now) {
        Optional<String> problem = state.problem();
        if (problem.equals(logged) || (problem.isPresent() && now.isBefore(next))) {
            return;
        }
        logged = problem;
        if (problem.isPresent()) {
            next = now.plus(PAUSE);
            log.atWarn()
                    .addKeyValue("problem", problem.get())
                    .addKeyValue("ageSeconds", state.age(now).toSeconds())
                    .log("The cluster is not seen completely; trying again");
        } else {
            log.info("The cluster is seen completely");
        }
    }
}
