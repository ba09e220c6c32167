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
        int decisionThreads,
        Duration handshakeTimeout,
        Duration idleTimeout,
        Duration linger) {

    public static final int DEFAULT_PORT = 8443;

    public static ServerSettings defaults() {
        return new ServerSettings(
                "0.0.0.0",
                DEFAULT_PORT,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                32L << 20,
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
                decisionThreads,
                newHandshake,
                newIdle,
                linger);
    }
}
