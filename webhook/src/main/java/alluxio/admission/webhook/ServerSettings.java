package alluxio.admission.webhook;

import alluxio.admission.webhook.http.HttpLimits;
import alluxio.admission.webhook.http.HttpLimits.HeadLimits;
import alluxio.admission.webhook.http.HttpLimits.PhaseTimes;
import java.time.Duration;
import java.util.function.LongSupplier;

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
     * @param takenTreeBytes how many of the bytes for trees something else has at the moment
     */
    public record WorkLimits(
            long bytesInFlight, long treeBytes, int maxWaiting, int decisionThreads, LongSupplier takenTreeBytes) {

        /** Nothing else takes of the bytes for trees. */
        public WorkLimits(long bytesInFlight, long treeBytes, int maxWaiting, int decisionThreads) {
            this(bytesInFlight, treeBytes, maxWaiting, decisionThreads, () -> 0);
        }
    }

    public static final int DEFAULT_PORT = 8443;

    private static final long MIB = 1L << 20;

    /** Bodies and trees have the parts of the heap that {@link ServerLimits} names. */
    public static ServerSettings defaults() {
        long heap = Runtime.getRuntime().maxMemory();
        return new ServerSettings(
                "0.0.0.0",
                DEFAULT_PORT,
                new Deadlines(ServerLimits.DEFAULT_DEADLINE, ServerLimits.LONGEST_DEADLINE),
                new WorkLimits(
                        Math.clamp(
                                percent(heap, ServerLimits.BODIES_HEAP_PERCENT),
                                ServerLimits.VALIDATE_BODY_BYTES,
                                32 * MIB),
                        percent(heap, ServerLimits.TREES_HEAP_PERCENT),
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

    private static long percent(long bytes, int percent) {
        return bytes / 100 * percent;
    }

    /**
     * The same, with trees leaving room for something else on the heap.
     *
     * @param bytes how much it takes at the moment
     */
    public ServerSettings sharingHeap(LongSupplier bytes) {
        long heap = Runtime.getRuntime().maxMemory();
        long spare = heap - percent(heap, ServerLimits.OWN_HEAP_PERCENT) - work.bytesInFlight() - work.treeBytes();
        return withWork(new WorkLimits(
                work.bytesInFlight(),
                work.treeBytes(),
                work.maxWaiting(),
                work.decisionThreads(),
                () -> Math.max(0, bytes.getAsLong() - Math.max(0, spare))));
    }

    public ServerSettings withAddress(String newHost, int newPort) {
        return new ServerSettings(newHost, newPort, deadlines, work, http, linger);
    }

    public ServerSettings withWork(WorkLimits newWork) {
        return new ServerSettings(host, port, deadlines, newWork, http, linger);
    }

    public ServerSettings withBytesInFlight(long bytes) {
        return withWork(new WorkLimits(
                bytes, work.treeBytes(), work.maxWaiting(), work.decisionThreads(), work.takenTreeBytes()));
    }

    public ServerSettings withHttp(HttpLimits newHttp) {
        return new ServerSettings(host, port, deadlines, work, newHttp, linger);
    }

    public ServerSettings withLinger(Duration newLinger) {
        return new ServerSettings(host, port, deadlines, work, http, newLinger);
    }
}
