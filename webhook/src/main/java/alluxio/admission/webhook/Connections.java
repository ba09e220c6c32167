package alluxio.admission.webhook;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The open connections and whether a request is under way on each. An idle timeout of bytes would not do: who sends a
 * byte of a header now and then would stay for ever. To be used on one event loop.
 */
final class Connections {

    private final IdentityHashMap<HttpConnection, Use> open = new IdentityHashMap<>();

    void opened(HttpConnection connection) {
        open.put(connection, new Use());
        connection.closeHandler(_ -> open.remove(connection));
    }

    void requestBegins(HttpConnection connection) {
        Use use = open.get(connection);
        if (use != null) {
            use.requests++;
        }
    }

    void requestEnds(HttpConnection connection) {
        Use use = open.get(connection);
        if (use != null) {
            use.requests--;
            use.idleSince = System.nanoTime();
        }
    }

    /** Closes what has had no request under way for that long. */
    void closeIdle(Duration longerThan) {
        long before = System.nanoTime() - longerThan.toNanos();
        List<HttpConnection> idle = open.entrySet().stream()
                .filter(entry -> entry.getValue().requests == 0 && entry.getValue().idleSince - before <= 0)
                .map(Map.Entry::getKey)
                .toList();
        idle.forEach(HttpConnection::close);
    }

    /** Tells HTTP/2 clients to open no more streams; those that are on their way are still served. */
    void sayGoodbye() {
        open.keySet().forEach(Connections::sayGoodbye);
    }

    @SuppressWarnings("deprecation") // shutdown(), its successor, closes an idle connection at once
    static void sayGoodbye(HttpConnection connection) {
        if (connection.protocolVersion() == HttpVersion.HTTP_2) {
            // The highest stream id there is: no stream that the client has begun already is to be lost.
            connection.goAway(0, Integer.MAX_VALUE);
        }
    }

    private static final class Use {
        private int requests;
        private long idleSince = System.nanoTime();
    }
}
