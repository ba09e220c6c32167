package alluxio.admission.webhook;

import alluxio.admission.webhook.review.AdmissionAnswer;
import alluxio.admission.webhook.review.AdmissionRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** One line for each decision, with keys and values; never an object. */
final class DecisionLog {
    private static final Logger log = LoggerFactory.getLogger(DecisionLog.class);

    private DecisionLog() {}

    static void decided(AdmissionRequest request, AdmissionAnswer answer, Duration took) {
        boolean refused = answer instanceof AdmissionAnswer.Denied;
        LoggingEventBuilder line = about(refused ? Level.INFO : Level.DEBUG, request, took)
                .addKeyValue("decision", answer.outcome().label());
        if (refused) {
            line = line.addKeyValue("rules", String.join(",", answer.rules()));
        }
        line.log("Decided");
    }

    static void failed(@Nullable AdmissionRequest request, Throwable cause, Duration took, String peer) {
        about(Level.ERROR, request, took)
                .addKeyValue("peer", peer)
                .setCause(cause)
                .log("The decision failed");
    }

    static void late(@Nullable AdmissionRequest request, String why, Duration took, String peer) {
        about(Level.WARN, request, took)
                .addKeyValue("reason", why)
                .addKeyValue("peer", peer)
                .log("No decision in time");
    }

    private static LoggingEventBuilder about(Level level, @Nullable AdmissionRequest request, Duration took) {
        LoggingEventBuilder line = log.atLevel(level).addKeyValue("millis", took.toMillis());
        return request == null
                ? line
                : line.addKeyValue("uid", request.uid())
                        .addKeyValue("kind", request.kind().kind())
                        .addKeyValue("namespace", request.namespace())
                        .addKeyValue("name", request.displayName())
                        .addKeyValue("dryRun", request.dryRun());
    }
}
