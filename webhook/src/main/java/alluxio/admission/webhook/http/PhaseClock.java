package alluxio.admission.webhook.http;

/**
 * The phase of a connection, and how long it has lasted, without the time in which the server did not read. In milliseconds of
 * {@link ConnectionTable#now}.
 */
final class PhaseClock {
    private static final long RUNNING = -1;
    private static final long BYTES_PER_MILLISECOND = (1 << 20) / 1_000;

    private ConnectionPhase phase = ConnectionPhase.HANDSHAKE;
    private long began;
    private long pausedAt = RUNNING;
    private long bytes;

    PhaseClock(long now) {
        began = now;
    }

    void enter(ConnectionPhase next, long now) {
        if (phase != ConnectionPhase.CLOSED) {
            phase = next;
            began = now;
            pausedAt = RUNNING;
            bytes = 0;
        }
    }

    /** Counts bytes that have arrived: a server that is busy with many large bodies must not end those that make progress. */
    void credit(int more) {
        bytes += more;
    }

    void pause(long now) {
        if (pausedAt == RUNNING) {
            pausedAt = now;
        }
    }

    void resume(long now) {
        if (pausedAt != RUNNING) {
            began += now - pausedAt;
            pausedAt = RUNNING;
        }
    }

    ConnectionPhase phase() {
        return phase;
    }

    boolean isPaused() {
        return pausedAt != RUNNING;
    }

    /** How many milliseconds the client had for this phase, less one second for each MiB that it has sent. */
    long lasted(long now) {
        return (isPaused() ? pausedAt : now) - began - bytes / BYTES_PER_MILLISECOND;
    }
}
