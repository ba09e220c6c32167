package alluxio.admission.webhook;

import java.time.Duration;

/**
 * How the server listens and what it bears.
 *
 * @param host the address to listen on; {@code 0.0.0.0} is every interface, IPv6 included
 * @param port 0 picks a free one
 * @param defaultDeadline for a request that names none in {@code ?timeout=}
 * @param longestDeadline whatever a request names
 * @param bytesInFlight bodies in memory at once, in bytes; beyond that requests wait their turn
 * @param bytesDeciding what the trees of bodies may take in memory at once, in bytes, as
 *     {@link alluxio.admission.webhook.json.TreeWeight} has it; beyond that requests wait their turn
 * @param decisionThreads how many decisions are made at once
 * @param handshakeTimeout for TLS, from the connection on
 * @param idleTimeout a connection on which no request is under way is closed after this long. Longer than the 90 s
 *     after which the API server closes its own, so that it never sends a request into one that is just being closed
 * @param linger how long open connections are still served after the listening socket was closed
 */
public record ServerSettings(
        String host,
        int port,
        Duration defaultDeadline,
        Duration longestDeadline,
        long bytesInFlight,
        long bytesDeciding,
        int decisionThreads,
        Duration handshakeTimeout,
        Duration idleTimeout,
        Duration linger) {

    public static final int DEFAULT_PORT = 8443;

    private static final long MIB = 1L << 20;

    /** Bounds that leave half of the heap for trees, and a sixth for bodies. */
    public static ServerSettings defaults() {
        long heap = Runtime.getRuntime().maxMemory();
        return new ServerSettings(
                "0.0.0.0",
                DEFAULT_PORT,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Math.clamp(heap / 6, Endpoint.TWO_OBJECTS, 32 * MIB),
                heap / 2,
                Runtime.getRuntime().availableProcessors(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(120),
                Duration.ofSeconds(1));
    }

    public ServerSettings withAddress(String newHost, int newPort) {
        return new ServerSettings(
                newHost,
                newPort,
                defaultDeadline,
                longestDeadline,
                bytesInFlight,
                bytesDeciding,
                decisionThreads,
                handshakeTimeout,
                idleTimeout,
                linger);
    }

    public ServerSettings withBytesInFlight(long newBytesInFlight) {
        return new ServerSettings(
                host,
                port,
                defaultDeadline,
                longestDeadline,
                newBytesInFlight,
                bytesDeciding,
                decisionThreads,
                handshakeTimeout,
                idleTimeout,
                linger);
    }

    public ServerSettings withTimeouts(Duration newDefaultDeadline, Duration newHandshake, Duration newIdle) {
        return new ServerSettings(
                host,
                port,
                newDefaultDeadline,
                longestDeadline,
                bytesInFlight,
                bytesDeciding,
                decisionThreads,
                newHandshake,
                newIdle,
                linger);
    }
}
