package alluxio.admission.webhook.http;

import java.util.Locale;

/** Why the server closes a connection before its client does. The labels are those of the metric. */
public enum CloseReason {
    IDLE(0, "no request for too long"),
    IDLE_EVICTED(0, "too many connections; this one was idle the longest"),
    HANDSHAKE_FAILED(0, "the TLS handshake failed"),
    HANDSHAKE_TIMEOUT(0, "the TLS handshake took too long"),
    HANDSHAKES_FULL(0, "too many TLS handshakes at once; this was the oldest"),
    RENEGOTIATION(0, "the client wanted to renegotiate TLS"),
    HEAD_TIMEOUT(408, "the head of the request did not arrive in time"),
    BODY_TIMEOUT(408, "the body did not arrive in time"),
    ANSWER_TIMEOUT(0, "the client did not take its answer in time"),
    REST_TIMEOUT(0, "the rest of a request that was refused kept coming, or its client did not close"),
    CONNECTIONS_FULL(503, "too many connections; this request was the oldest that had not arrived whole"),
    BYTES_FULL(503, "too many bytes at once; this request was the oldest that had not arrived whole"),
    MALFORMED(400, "the request is not valid HTTP/1.1");

    private final int status;
    private final String message;

    CloseReason(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /** The HTTP status for the client; 0 when it gets no response. */
    public int status() {
        return status;
    }

    /** One plain line. */
    public String message() {
        return message;
    }

    /** The metric's label, such as {@code head_timeout}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this is normal operation: an idle connection, or the rest of a refused one. */
    public boolean isRoutine() {
        return this == IDLE || this == REST_TIMEOUT;
    }
}
