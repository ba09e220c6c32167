package alluxio.admission.webhook.http;

/** Is notified of connections that the server closes. Called on the event loop, so it must return at once. */
public interface ConnectionListener {

    /**
     * @param peer address and port
     * @param status of the response that the client got; 0 if there was none
     * @param detail more about the reason; comes from the client, and is not to be trusted; may be empty
     */
    void ended(CloseReason reason, String peer, int status, String detail);
}
