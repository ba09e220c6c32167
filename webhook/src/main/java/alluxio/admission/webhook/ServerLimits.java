package alluxio.admission.webhook;

import java.time.Duration;

/** The limits of the server. docs/server.md has them as a table. */
public final class ServerLimits {
    private ServerLimits() {}

    /** Percent of the heap that the server needs for itself: classes, configuration, connections. The rest of it is shared. */
    public static final int OWN_HEAP_PERCENT = 20;

    /**
     * Percent of the heap for the trees of bodies. What a snapshot of the cluster takes beyond the part of the heap that is for
     * neither the server itself, bodies nor trees, is taken from those of heavy bodies, which then queue, or are a 413.
     */
    public static final int TREES_HEAP_PERCENT = 50;

    /** Percent of the heap for bodies and responses, but at least the largest body, and at most 32 MiB. */
    public static final int BODIES_HEAP_PERCENT = 16;

    /** Bytes of a review with one object, at {@code /mutate}. An object in etcd has at most 1.5 MiB; its JSON may be larger. Beyond it: 413. */
    public static final int MUTATE_BODY_BYTES = 3 << 20;

    /** Bytes of a review with an object and the one that it replaces, at {@code /validate}. Beyond it: 413. */
    public static final int VALIDATE_BODY_BYTES = 8 << 20;

    /**
     * Connections that are open at once. At this number each new one closes the longest idle one; if none is idle, the oldest
     * one whose request has not arrived whole.
     */
    public static final int CONNECTIONS = 1_024;

    /** TLS handshakes at once. At this number each new one ends the oldest. */
    public static final int HANDSHAKES = 128;

    /** Requests that have arrived whole and wait for memory. Beyond it: 503 at once. */
    public static final int WAITING_REQUESTS = 512;

    /** Bytes of the request line and all headers of a request. Beyond it: 431. */
    public static final int HEAD_BYTES = 8 << 10;

    /** Bytes of the request line (beyond it: 414), and of one header (beyond it: 431). */
    public static final int LINE_BYTES = 4 << 10;

    /** Headers of a request. Beyond it: 431. */
    public static final int HEADERS = 64;

    /** For a TLS handshake, from the accepted connection on. Beyond it the connection is closed. */
    public static final Duration HANDSHAKE_TIME = Duration.ofSeconds(5);

    /** For a head, from its first byte on, while the server reads. Beyond it: 408. */
    public static final Duration HEAD_TIME = Duration.ofSeconds(5);

    /** For a body, from the end of the head on, while the server reads, and a second more for each MiB that arrives. Beyond it: 408. */
    public static final Duration BODY_TIME = Duration.ofSeconds(5);

    /** For the client to take its response. Beyond it the connection is closed. */
    public static final Duration ANSWER_TIME = Duration.ofSeconds(5);

    /**
     * For a connection without a request. API servers close theirs after 90 s, and never send a request a second time; so the
     * server must not close first.
     */
    public static final Duration IDLE_TIME = Duration.ofMinutes(2);

    /** For a request that names no deadline in {@code ?timeout=}. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(10);

    /** The longest deadline that a request can name; a longer one is shortened to it. */
    public static final Duration LONGEST_DEADLINE = Duration.ofSeconds(30);

    /** How long open connections are served after the listener was closed. */
    public static final Duration LINGER = Duration.ofSeconds(1);

    /** How long a body for which others wait may stall. Beyond it: 503. */
    public static final Duration STALLED_BODY = Duration.ofMillis(500);

    /** How long a body for which others wait may take in all, and a second more for each 256 KiB that arrive. Beyond it: 503. */
    public static final Duration CONTENDED_BODY = Duration.ofSeconds(1);

    static final long CONTENDED_BYTES_PER_MILLISECOND = (256 << 10) / 1_000;

    /** Connections to the management port. At this number each new one closes the oldest one without a request. */
    public static final int MANAGEMENT_CONNECTIONS = 64;

    /** For the first request on a connection to the management port. */
    public static final Duration MANAGEMENT_FIRST_REQUEST = Duration.ofSeconds(5);

    /** For a connection to the management port without a request. */
    public static final Duration MANAGEMENT_IDLE = Duration.ofSeconds(60);
}
