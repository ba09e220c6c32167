package alluxio.admission.webhook.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;

/** A request whose head has arrived. To be used on the event loop. */
public final class IncomingRequest {

    /** Takes the body as it arrives. */
    public interface BodyReceiver {
        /**
         * @param part to be read at once, or to be retained
         * @param last whether the body is whole with it
         */
        void part(ByteBuf part, boolean last);

        /**
         * There will be no answer by the receiver: the client left (empty), or the server ended the request and answers
         * by itself.
         */
        void gone(Optional<CloseReason> reason);
    }

    private final Connection connection;
    private final HttpRequest head;
    private final RequestTarget target;

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

    /** Begins to take the body; a client that waits for it is told to go on. */
    public void receive(BodyReceiver receiver) {
        connection.receive(this, receiver);
    }

    /** The server has no room for more of the body; the time until it goes on is not the client's. */
    public void pause() {
        connection.pause(this);
    }

    public void resume() {
        connection.resume(this);
    }

    HttpRequest head() {
        return head;
    }

    /** Ends a request whose body has not arrived whole, or whose answer has not been taken. */
    public void endIncomplete(CloseReason reason) {
        connection.endIncomplete(this, reason);
    }

    /**
     * Answers, once. A connection whose request has not arrived whole is closed afterwards.
     *
     * @param taken runs once the client has taken the answer or is gone
     */
    public void answer(SimpleResponse answer, Runnable taken) {
        connection.answer(this, answer, taken);
    }

    public void answer(SimpleResponse answer) {
        answer(answer, () -> {});
    }
}
