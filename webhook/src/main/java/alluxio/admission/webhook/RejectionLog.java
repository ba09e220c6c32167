package alluxio.admission.webhook;

import alluxio.admission.webhook.http.CloseReason;
import alluxio.admission.webhook.http.ConnectionListener;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Log and metric of what is turned away: connections that the server ended, requests that it refused. An attacker must not
 * fill the log, so there is one line a second for each reason, with the newest client and how many there were. To be used on
 * one event loop.
 */
final class RejectionLog implements ConnectionListener {
    private static final Logger log = LoggerFactory.getLogger(RejectionLog.class);
    private static final long INTERVAL_NANOS = 1_000_000_000L;
    private static final int LONGEST_DETAIL = 200;

    private final AdmissionMetrics metrics;
    private final LongSupplier nanoTime;
    private final Map<String, Reason> reasons = new HashMap<>(); // one for each ending and each HTTP status

    RejectionLog(AdmissionMetrics metrics, LongSupplier nanoTime) {
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    @Override
    public void ended(CloseReason reason, String peer, int status, String detail) {
        metrics.connectionEnded(reason.label());
        if (status > 0) {
            metrics.rejected(status);
        }
        count(
                reason.label(),
                reason.isRoutine() ? Level.DEBUG : Level.WARN,
                "Connection ended",
                peer,
                reason.message() + (detail.isEmpty() ? "" : ": " + plain(detail)));
    }

    /** A request that was answered, but not with a decision. */
    void request(int status, String message, String peer) {
        count("http_" + status, Level.INFO, "Request refused", peer, message);
    }

    /** Says what has not been said yet. */
    void flush() {
        reasons.values().forEach(Reason::sayIfDue);
    }

    private void count(String key, Level level, String title, String peer, String why) {
        Reason reason = reasons.computeIfAbsent(key, name -> new Reason(name, level, title));
        reason.peer = peer;
        reason.why = why;
        reason.unsaid++;
        reason.sayIfDue();
    }

    private static String plain(String detail) {
        String cut = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) + "..." : detail;
        StringBuilder text = new StringBuilder();
        cut.chars().map(c -> c >= ' ' && c < 0x7f ? c : '?').forEach(c -> text.append((char) c));
        return text.toString();
    }

    private final class Reason {
        private final String name;
        private final Level level;
        private final String title;
        private String peer = "";
        private String why = "";
        private long unsaid;
        private boolean everSaid;
        private long said;

        private Reason(String name, Level level, String title) {
            this.name = name;
            this.level = level;
            this.title = title;
        }

        private void sayIfDue() {
            long now = nanoTime.getAsLong();
            if (unsaid == 0 || (everSaid && now - said < INTERVAL_NANOS)) {
                return;
            }
            log.atLevel(level)
                    .addKeyValue("reason", name)
                    .addKeyValue("peer", peer)
                    .addKeyValue("count", unsaid)
                    .addKeyValue("detail", why)
                    .log(title);
            unsaid = 0;
            everSaid = true;
            said = now;
        }
    }
}
