package alluxio.admission.webhook.http;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * All open connections, and which of them ends when there are too many or one takes too long. Lives on the event loop;
 * only the number may be read elsewhere.
 */
final class Connections {

    /** How often the phases are looked at. */
    static final Duration TICK = Duration.ofMillis(100);

    private final HttpLimits limits;
    private final ConnectionEvents events;
    private final BooleanSupplier leaving;
    private final LinkedHashSet<Connection> open = new LinkedHashSet<>();
    private volatile int count;
    private long now;

    Connections(HttpLimits limits, ConnectionEvents events, BooleanSupplier leaving) {
        this.limits = limits;
        this.events = events;
        this.leaving = leaving;
    }

    HttpLimits limits() {
        return limits;
    }

    /**
     * Milliseconds that this server was able to read. A process that stood still, for want of CPU or in a collection,
     * lets at most two ticks pass, so that clients do not pay for it.
     */
    long now() {
        return now;
    }

    /** Whether answers are to end their connections. */
    boolean leaving() {
        return leaving.getAsBoolean();
    }

    int count() {
        return count;
    }

    /** Takes a new connection, never refuses one: another one makes room. */
    void opened(Connection connection) {
        if (open.size() >= limits.connections()) {
            Optional<Connection> idle = longest(c -> c.clock().phase() == Phase.IDLE);
            if (idle.isPresent()) {
                idle.get().end(Ending.IDLE_EVICTED, "");
            } else {
                longest(c -> c.clock().phase().isIncomplete()).ifPresent(c -> c.end(Ending.CONNECTIONS_FULL, ""));
            }
        }
        List<Connection> handshakes =
                open.stream().filter(c -> c.clock().phase() == Phase.HANDSHAKE).toList();
        if (handshakes.size() >= limits.handshakes()) {
            handshakes.getFirst().end(Ending.HANDSHAKES_FULL, "");
        }
        open.add(connection);
        count = open.size();
    }

    void closed(Connection connection) {
        open.remove(connection);
        count = open.size();
    }

    void report(Ending reason, String peer, int status, String detail) {
        events.ended(reason, peer, status, detail);
    }

    /** @param elapsed since the last time */
    void tick(Duration elapsed) {
        now += Math.clamp(elapsed.toMillis(), 0, 2 * TICK.toMillis());
        for (Connection each : List.copyOf(open)) {
            overdue(each).ifPresent(reason -> each.end(reason, ""));
        }
    }

    /** While the server leaves: who has nothing to ask can go. */
    void closeIdle() {
        for (Connection each : List.copyOf(open)) {
            if (each.clock().phase() == Phase.IDLE || each.clock().phase() == Phase.HANDSHAKE) {
                each.close();
            }
        }
    }

    void closeAll() {
        List.copyOf(open).forEach(Connection::close);
    }

    private Optional<Ending> overdue(Connection connection) {
        long lasted = connection.clock().lasted(now);
        HttpLimits.PhaseTimes times = limits.times();
        return switch (connection.clock().phase()) {
            case HANDSHAKE -> over(lasted, times.handshake(), Ending.HANDSHAKE_TIMEOUT);
            case IDLE -> over(lasted, times.idle(), Ending.IDLE);
            case HEAD -> over(lasted, times.head(), Ending.HEAD_TIMEOUT);
            case BODY -> over(lasted, times.body(), Ending.BODY_TIMEOUT);
            case ANSWER, ENDING -> over(lasted, times.answer(), Ending.ANSWER_TIMEOUT);
            case READ_PAST -> over(lasted, times.answer(), Ending.REST_TIMEOUT);
            case COMPLETE, CLOSED -> Optional.empty();
        };
    }

    private static Optional<Ending> over(long lasted, Duration limit, Ending reason) {
        return lasted >= limit.toMillis() ? Optional.of(reason) : Optional.empty();
    }

    /** Of several that began in the same tick, the one that was accepted first. */
    private Optional<Connection> longest(Predicate<Connection> which) {
        return open.stream()
                .filter(which)
                .max(Comparator.comparing((Connection c) -> !c.clock().isPaused())
                        .thenComparingLong(c -> c.clock().lasted(now)));
    }
}
