package alluxio.admission.webhook.http;

/** Told of connections that the server ended by itself. Called on the event loop, so it returns at once. */
public interface ConnectionListener {

    /**
     * @param peer address and port
     * @param status of the answer that the client was given; 0 if there was none
     * @param detail more about the reason, from the client's bytes and not to be trusted; may be empty
     */
    void ended(CloseReason reason, String peer, int status, String detail);
}
