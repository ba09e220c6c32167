package alluxio.admission.webhook;

import alluxio.admission.webhook.http.HttpLimits;
import alluxio.admission.webhook.http.HttpLimits.HeadLimits;
import alluxio.admission.webhook.http.HttpLimits.PhaseTimes;
import java.time.Duration;

/**
 * How the server listens, and its limits.
 *
 * @param host the address to listen on; {@code 0.0.0.0} is every interface, IPv6 included
 * @param port 0 picks a free one
 * @param linger how long open connections are still served after the listener was closed
 */
public record ServerSettings(
        String host, int port, Deadlines deadlines, WorkLimits work, HttpLimits http, Duration linger) {

    /**
     * How long a request may take, from the end of its head to its answer.
     *
     * @param byDefault for a request that names none in {@code ?timeout=}
     * @param longest for one that names a longer one
     */
    public record Deadlines(Duration byDefault, Duration longest) {}

    /**
     * How much is processed at once.
     *
     * @param bytesInFlight bodies and responses in memory, in bytes
     * @param treeBytes what the trees of bodies may take in memory, in bytes, as
     *     {@link alluxio.admission.webhook.json.TreeWeight} estimates it; beyond that, requests queue
     * @param maxWaiting how many requests may wait for it
     * @param decisionThreads how many decisions are made at once
     */
    public record WorkLimits(long bytesInFlight, long treeBytes, int maxWaiting, int decisionThreads) {}

    public static final int DEFAULT_PORT = 8443;

    private static final long MIB = 1L << 20;

    /** Half of the heap is for trees, and a sixth for bodies. */
    public static ServerSettings defaults() {
        long heap = Runtime.getRuntime().maxMemory();
        return new ServerSettings(
                "0.0.0.0",
                DEFAULT_PORT,
                new Deadlines(ServerLimits.DEFAULT_DEADLINE, ServerLimits.LONGEST_DEADLINE),
                new WorkLimits(
                        Math.clamp(heap / 6, ServerLimits.VALIDATE_BODY_BYTES, 32 * MIB),
                        heap / 2,
                        ServerLimits.WAITING_REQUESTS,
                        Runtime.getRuntime().availableProcessors()),
                new HttpLimits(
                        ServerLimits.CONNECTIONS,
                        ServerLimits.HANDSHAKES,
                        new HeadLimits(ServerLimits.HEAD_BYTES, ServerLimits.LINE_BYTES, ServerLimits.HEADERS),
                        new PhaseTimes(
                                ServerLimits.HANDSHAKE_TIME,
                                ServerLimits.HEAD_TIME,
                                ServerLimits.BODY_TIME,
                                ServerLimits.ANSWER_TIME,
                                ServerLimits.IDLE_TIME)),
                ServerLimits.LINGER);
    }

    public ServerSettings withAddress(String newHost, int newPort) {
        return new ServerSettings(newHost, newPort, deadlines, work, http, linger);
    }

    public ServerSettings withWork(WorkLimits newWork) {
        return new ServerSettings(host, port, deadlines, newWork, http, linger);
    }

    public ServerSettings withBytesInFlight(long bytes) {
        return withWork(new WorkLimits(bytes, work.treeBytes(), work.maxWaiting(), work.decisionThreads()));
    }

    public ServerSettings withHttp(HttpLimits newHttp) {
        return new ServerSettings(host, port, deadlines, work, newHttp, linger);
    }

    public ServerSettings withLinger(Duration newLinger) {
        return new ServerSettings(host, port, deadlines, work, http, newLinger);
    }
}
