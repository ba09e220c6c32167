package alluxio.admission.webhook.http;

/** What happens on a connection. */
enum ConnectionPhase {
    /** TLS is negotiated. */
    HANDSHAKE,
    /** No byte of a next request has arrived. */
    IDLE,
    /** A part of a head has arrived. */
    HEAD,
    /** The head has arrived whole, the body has not. */
    BODY,
    /** The request has arrived whole and is not answered; it is never ended in favour of others. */
    COMPLETE,
    /** The answer is written, and the client has not taken it. */
    ANSWER,
    /** The rest of a request that is answered already is dropped. */
    DISCARD,
    /** The last bytes are written. */
    CLOSING,
    CLOSED;

    /** Whether the server waits for the client. */
    boolean isIncomplete() {
        return switch (this) {
            case HANDSHAKE, HEAD, BODY, ANSWER, DISCARD -> true;
            case IDLE, COMPLETE, CLOSING, CLOSED -> false;
        };
    }
}
