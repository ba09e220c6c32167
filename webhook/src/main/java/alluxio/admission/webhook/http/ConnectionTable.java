package alluxio.admission.webhook.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All open connections. Decides which one is closed when there are too many, or when one takes too long. Lives on the event
 * loop; only the count may be read elsewhere.
 */
final class ConnectionTable {

    /** How often the phases are checked. */
    static final Duration TICK = Duration.ofMillis(100);

    private final HttpLimits limits;
    private final ConnectionListener events;
    private final BooleanSupplier draining;
    private final LinkedHashSet<Connection> open = new LinkedHashSet<>();
    private volatile int count;
    private long now;

    ConnectionTable(HttpLimits limits, ConnectionListener events, BooleanSupplier draining) {
        this.limits = limits;
        this.events = events;
        this.draining = draining;
    }

    HttpLimits limits() {
        return limits;
    }

    /**
     * Milliseconds in which this server was able to read. When the process stood still, for lack of CPU or in a garbage
     * collection, at most two ticks count, so that clients are not closed for it.
     */
    long now() {
        return now;
    }

    /** Whether each response ends its connection. */
    boolean isDraining() {
        return draining.getAsBoolean();
    }

    int count() {
        return count;
    }

    /** Adds a new connection. It is never refused: another one is closed instead. */
    void opened(Connection connection) {
        if (open.size() >= limits.connections()) {
            Optional<Connection> idle = longest(c -> c.clock().phase() == ConnectionPhase.IDLE);
            if (idle.isPresent()) {
                idle.get().end(CloseReason.IDLE_EVICTED, "");
            } else {
                longest(c -> c.clock().phase().isIncomplete()).ifPresent(c -> c.end(CloseReason.CONNECTIONS_FULL, ""));
            }
        }
        List<Connection> handshakes = open.stream()
                .filter(c -> c.clock().phase() == ConnectionPhase.HANDSHAKE)
                .toList();
        if (handshakes.size() >= limits.handshakes()) {
            handshakes.getFirst().end(CloseReason.HANDSHAKES_FULL, "");
        }
        open.add(connection);
        count = open.size();
    }

    void closed(Connection connection) {
        open.remove(connection);
        count = open.size();
    }

    void report(CloseReason reason, String peer, int status, String detail) {
        events.ended(reason, peer, status, detail);
    }

    /** @param elapsed since the last time */
    void tick(Duration elapsed) {
        now += Math.clamp(elapsed.toMillis(), 0, 2 * TICK.toMillis());
        List<Connection> overdue = new ArrayList<>();
        for (Connection each : open) {
            if (overdue(each) != null) {
                overdue.add(each);
            }
        }
        for (Connection each : overdue) { // ending one may end others, too
            CloseReason reason = overdue(each);
            if (reason != null) {
                each.end(reason, "");
            }
        }
    }

    /** Closes connections without a request, while the server drains. */
    void closeIdle() {
        for (Connection each : List.copyOf(open)) {
            if (each.clock().phase() == ConnectionPhase.IDLE || each.clock().phase() == ConnectionPhase.HANDSHAKE) {
                each.close();
            }
        }
    }

    void closeAll() {
        List.copyOf(open).forEach(Connection::close);
    }

    /** Null when it is not. */
    private @Nullable CloseReason overdue(Connection connection) {
        long lasted = connection.clock().lasted(now);
        HttpLimits.PhaseTimes times = limits.times();
        return switch (connection.clock().phase()) {
            case HANDSHAKE -> over(lasted, times.handshake(), CloseReason.HANDSHAKE_TIMEOUT);
            case IDLE -> over(lasted, times.idle(), CloseReason.IDLE);
            case HEAD -> over(lasted, times.head(), CloseReason.HEAD_TIMEOUT);
            case BODY -> over(lasted, times.body(), CloseReason.BODY_TIMEOUT);
            case ANSWER, CLOSING -> over(lasted, times.answer(), CloseReason.ANSWER_TIMEOUT);
            case DISCARD -> over(lasted, times.answer(), CloseReason.REST_TIMEOUT);
            case COMPLETE, CLOSED -> null;
        };
    }

    private static @Nullable CloseReason over(long lasted, Duration limit, CloseReason reason) {
        return lasted >= limit.toMillis() ? reason : null;
    }

    /** Of several that began in the same tick, the one that was accepted first. */
    private Optional<Connection> longest(Predicate<Connection> which) {
        return open.stream()
                .filter(which)
                .max(Comparator.comparing((Connection c) -> !c.clock().isPaused())
                        .thenComparingLong(c -> c.clock().lasted(now)));
    }
}
