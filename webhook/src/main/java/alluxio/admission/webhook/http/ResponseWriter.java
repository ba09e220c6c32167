package alluxio.admission.webhook.http;

import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import org.jspecify.annotations.Nullable;

/** Writes the responses of one connection, and decides whether it goes on afterwards. Lives on the event loop. */
final class ResponseWriter {
    private static final int REQUEST_TIMEOUT = 408;

    private final ConnectionTable table;
    private final ConnectionIo io;
    private final PhaseClock clock;
    private @Nullable IncomingRequest beingAnswered;
    private Runnable taken = () -> {};

    ResponseWriter(ConnectionTable table, ConnectionIo io, PhaseClock clock) {
        this.table = table;
        this.io = io;
        this.clock = clock;
    }

    /** Whether the request's response is written, and its client has not taken it. */
    @SuppressWarnings("ReferenceEquality")
    boolean isAnswering(IncomingRequest request) {
        return request == beingAnswered;
    }

    /** @param whenTaken runs once the client has taken the next response, or is gone */
    void onTaken(Runnable whenTaken) {
        taken = whenTaken;
    }

    /** The client has taken the response, or is gone. */
    void released() {
        Runnable run = taken;
        taken = () -> {};
        run.run();
    }

    /** Answers a request. The connection goes on if both sides want it to, and the request has arrived whole. */
    void send(IncomingRequest request, SimpleResponse response) {
        boolean last = table.isDraining()
                || !HttpUtil.isKeepAlive(request.head())
                || !request.isWhole()
                || response.status() == REQUEST_TIMEOUT;
        clock.enter(ConnectionPhase.ANSWER, table.now());
        beingAnswered = request;
        if (!request.isWhole()) {
            io.resume();
        }
        SimpleResponse sent = request.head().method().equals(HttpMethod.HEAD) ? response.withoutBody() : response;
        ChannelFuture written = last ? io.writeLast(sent) : io.write(sent);
        var _ = written.addListener(done -> {
            beingAnswered = null;
            released();
            if (!done.isSuccess() || (last && request.isWhole())) {
                io.close();
            } else if (last) {
                clock.enter(ConnectionPhase.DISCARD, table.now());
            } else {
                clock.enter(ConnectionPhase.IDLE, table.now());
                io.nextRequest();
            }
        });
    }

    /** Tells the client why the server ends its request. */
    void sendLast(CloseReason reason) {
        SimpleResponse response = SimpleResponse.line(reason.status(), reason.message());
        if (reason == CloseReason.CONNECTIONS_FULL) {
            sendLastAndClose(response);
        } else {
            sendLastAndDiscard(response);
        }
    }

    /**
     * Writes the last response of the connection. The client may still be sending, and would not see a response that comes
     * with a reset; so its connection is closed for output only, and its input is dropped until it closes, or the clock does.
     */
    void sendLastAndDiscard(SimpleResponse response) {
        clock.enter(ConnectionPhase.DISCARD, table.now());
        io.discardInput();
        io.readOn();
        var _ = io.writeLast(response).addListener(_ -> io.closeOutput());
    }

    /** Writes the last response and closes at once, because the connection's place in the table is needed. */
    private void sendLastAndClose(SimpleResponse response) {
        clock.enter(ConnectionPhase.CLOSING, table.now());
        io.discardInput();
        var _ = io.writeLast(response).addListener(_ -> io.close());
    }
}
