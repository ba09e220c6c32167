package alluxio.admission.webhook.http;

/** What a connection is doing. */
enum ConnectionPhase {
    /** TLS is being agreed on. */
    HANDSHAKE,
    /** No byte of a next request has come. */
    IDLE,
    /** A part of a head has come. */
    HEAD,
    /** The head has come whole, the body has not. */
    BODY,
    /** The request has come whole and is not answered: never ended for the sake of others. */
    COMPLETE,
    /** The answer is written, and the client has not taken it. */
    ANSWER,
    /** The rest of a request that is answered already is thrown away. */
    READ_PAST,
    /** The last bytes are written. */
    ENDING,
    CLOSED;

    /** Whether it is the client's turn. */
    boolean isIncomplete() {
        return switch (this) {
            case HANDSHAKE, HEAD, BODY, ANSWER, READ_PAST -> true;
            case IDLE, COMPLETE, ENDING, CLOSED -> false;
        };
    }
}
