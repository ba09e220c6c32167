package alluxio.admission.webhook;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The open connections of the management port. At the limit a new one closes the oldest one without a request, so that silent
 * clients cannot keep probes out. An idle timeout would not do: a client that sends a byte now and then would never be closed.
 * For use on one event loop.
 */
final class ManagementConnections {

    private final int most;
    private final LinkedHashMap<HttpConnection, Use> open = new LinkedHashMap<>();

    ManagementConnections(int most) {
        this.most = most;
    }

    void opened(HttpConnection connection) {
        if (open.size() >= most) {
            Optional<HttpConnection> oldest = open.entrySet().stream()
                    .filter(entry -> entry.getValue().underWay == 0)
                    .map(Map.Entry::getKey)
                    .findFirst();
            HttpConnection victim =
                    oldest.orElseGet(() -> open.keySet().iterator().next());
            open.remove(victim);
            victim.close();
        }
        open.put(connection, new Use());
        connection.closeHandler(_ -> open.remove(connection));
    }

    void requestBegins(HttpConnection connection) {
        Use use = open.get(connection);
        if (use != null) {
            use.underWay++;
            use.used = true;
        }
    }

    void requestEnds(HttpConnection connection) {
        Use use = open.get(connection);
        if (use != null) {
            use.underWay--;
            use.idleSince = System.nanoTime();
        }
    }

    /** Closes what has had no request for too long. */
    void sweep(Duration firstRequest, Duration idle) {
        long now = System.nanoTime();
        List<HttpConnection> overdue = open.entrySet().stream()
                .filter(entry -> entry.getValue().underWay == 0)
                .filter(entry ->
                        now - entry.getValue().idleSince >= (entry.getValue().used ? idle : firstRequest).toNanos())
                .map(Map.Entry::getKey)
                .toList();
        overdue.forEach(HttpConnection::close);
    }

    private static final class Use {
        private int underWay;
        private boolean used;
        private long idleSince = System.nanoTime();
    }
}
