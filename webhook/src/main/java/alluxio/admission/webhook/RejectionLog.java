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
 * Logs and counts what the server rejects: connections that it closes, requests that it refuses. So that an attacker cannot fill
 * the log, there is at most one line a second for each reason, with the newest client and the number of them. For use on one
 * event loop.
 */
final class RejectionLog implements ConnectionListener {
    private static final Logger log = LoggerFactory.getLogger(RejectionLog.class);
    private static final long INTERVAL_NANOS = 1_000_000_000L;
    private static final int LONGEST_DETAIL = 200;

    private final AdmissionMetrics metrics;
    private final LongSupplier nanoTime;
    private final Map<String, Reason> reasons = new HashMap<>(); // one for each reason to close, and each HTTP status

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

    /** A request that was answered with an error instead of a decision. */
    void request(int status, String message, String peer) {
        count("http_" + status, Level.INFO, "Request refused", peer, message);
    }

    /** Writes the lines that are due. */
    void flush() {
        reasons.values().forEach(Reason::logIfDue);
    }

    private void count(String key, Level level, String title, String peer, String why) {
        Reason reason = reasons.computeIfAbsent(key, name -> new Reason(name, level, title));
        reason.peer = peer;
        reason.why = why;
        reason.notLogged++;
        reason.logIfDue();
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
        private long notLogged;
        private boolean everLogged;
        private long lastLogged;

        private Reason(String name, Level level, String title) {
            this.name = name;
            this.level = level;
            this.title = title;
        }

        private void logIfDue() {
            long now = nanoTime.getAsLong();
            if (notLogged == 0 || (everLogged && now - lastLogged < INTERVAL_NANOS)) {
                return;
            }
            log.atLevel(level)
                    .addKeyValue("reason", name)
                    .addKeyValue("peer", peer)
                    .addKeyValue("count", notLogged)
                    .addKeyValue("detail", why)
                    .log(title);
            notLogged = 0;
            everLogged = true;
            lastLogged = now;
        }
    }
}
