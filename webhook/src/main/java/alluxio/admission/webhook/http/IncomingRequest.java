package alluxio.admission.webhook.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;

/** A request whose head has arrived. For use on the event loop. */
public final class IncomingRequest {

    /** Takes the body as it arrives. */
    public interface BodyReceiver {
        /**
         * Called with each part of the body.
         *
         * @param bytes to be read at once, or to be retained
         * @param last whether the body is whole with it
         */
        void received(ByteBuf bytes, boolean last);

        /**
         * The receiver need not answer any more: the client is gone (empty), or the server ended the request and answers it
         * itself.
         */
        void cancelled(Optional<CloseReason> reason);
    }

    private final Connection connection;
    private final HttpRequest head;
    private final RequestTarget target;
    private boolean whole;

    IncomingRequest(Connection connection, HttpRequest head, RequestTarget target) {
        this.connection = connection;
        this.head = head;
        this.target = target;
    }

    public String method() {
        return head.method().name();
    }

    public RequestTarget target() {
        return target;
    }

    public HttpHeaders headers() {
        return head.headers();
    }

    /** Address and port of the client. */
    public String peer() {
        return connection.peer();
    }

    /** Begins to receive the body; a client that expects it gets {@code 100 Continue}. */
    public void receive(BodyReceiver receiver) {
        connection.receive(this, receiver);
    }

    /** Stops reading the body; the time until {@link #resume} does not count against the client. */
    public void pause() {
        connection.pause(this);
    }

    public void resume() {
        connection.resume(this);
    }

    HttpRequest head() {
        return head;
    }

    /** Whether the whole body has arrived. */
    boolean isWhole() {
        return whole;
    }

    void markWhole() {
        whole = true;
    }

    /** Ends a request whose body has not arrived whole, or whose answer has not been taken. */
    public void endIncomplete(CloseReason reason) {
        connection.endIncomplete(this, reason);
    }

    /**
     * Answers, once. A connection whose request has not arrived whole is closed afterwards.
     *
     * @param taken runs once the client has taken the response, or is gone
     */
    public void answer(SimpleResponse response, Runnable taken) {
        connection.answer(this, response, taken);
    }

    public void answer(SimpleResponse response) {
        answer(response, () -> {});
    }
}
