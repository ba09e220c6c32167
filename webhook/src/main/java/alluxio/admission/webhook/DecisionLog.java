package alluxio.admission.webhook;

import alluxio.admission.model.Excerpt;
import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.review.AdmissionResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** One log line for each decision, with keys and values; never an object. */
final class DecisionLog {
    private static final Logger log = LoggerFactory.getLogger(DecisionLog.class);

    /** Characters of a refusal's text; the answer has the whole of it. */
    private static final int REFUSAL_LENGTH = 1_024;

    private DecisionLog() {}

    static void decided(AdmissionRequest request, AdmissionResponse response, Duration took) {
        switch (response) {
            case AdmissionResponse.Denied denied ->
                about(Level.INFO, request, took)
                        .addKeyValue("decision", denied.outcome().label())
                        .addKeyValue("rules", String.join(",", denied.rules()))
                        .addKeyValue("refusal", Excerpt.cut(denied.message(), REFUSAL_LENGTH))
                        .log("Refused");
            case AdmissionResponse.Allowed allowed -> {
                if (log.isDebugEnabled()) { // its values are not made for nothing
                    about(Level.DEBUG, request, took)
                            .addKeyValue("decision", allowed.outcome().label())
                            .log("Decided");
                }
            }
        }
    }

    static void failed(@Nullable AdmissionRequest request, Throwable cause, Duration took, String peer) {
        about(Level.ERROR, request, took)
                .addKeyValue("peer", peer)
                .setCause(cause)
                .log("The decision failed");
    }

    static void beyondLimit(@Nullable AdmissionRequest request, String why, Duration took, String peer) {
        about(Level.WARN, request, took)
                .addKeyValue("reason", Excerpt.line(why))
                .addKeyValue("peer", peer)
                .log("A decision ended at a limit");
    }

    /** A decision that runs on long after its deadline; its thread was replaced. */
    static void givenUp(@Nullable AdmissionRequest request, String peer) {
        about(log.atLevel(Level.ERROR), request)
                .addKeyValue("peer", peer)
                .log("A decision does not end; its thread was given up and replaced");
    }

    static void late(@Nullable AdmissionRequest request, String why, Duration took, String peer) {
        about(Level.WARN, request, took)
                .addKeyValue("reason", why)
                .addKeyValue("peer", peer)
                .log("No decision in time");
    }

    private static LoggingEventBuilder about(Level level, @Nullable AdmissionRequest request, Duration took) {
        return about(log.atLevel(level).addKeyValue("millis", took.toMillis()), request);
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, @Nullable AdmissionRequest request) {
        return request == null
                ? line
                : line.addKeyValue("uid", Excerpt.line(request.uid()))
                        .addKeyValue("kind", Excerpt.line(request.kind()))
                        .addKeyValue("namespace", Excerpt.line(request.namespace()))
                        .addKeyValue("name", request.displayName())
                        .addKeyValue("dryRun", request.dryRun());
    }
}
