package alluxio.admission.webhook.http;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the request on it. Its {@link ConnectionPhase} says what the server waits for, and so what may end it.
 * Lives on the event loop.
 */
@SuppressWarnings("ReferenceEquality") // requests are compared by identity: is it still this one?
final class Connection extends ChannelInboundHandlerAdapter {
    private final ConnectionTable table;
    private final Consumer<IncomingRequest> handler;
    private final String peer;
    private final PhaseClock clock;
    private final ConnectionIo io;
    private final ResponseWriter writer;
    private IncomingRequest.@Nullable BodyReceiver receiver;
    private @Nullable IncomingRequest current; // until it is answered or ended
    private @Nullable IncomingRequest arriving; // until the next one
    private @Nullable SimpleResponse deferred; // until the body has arrived

    Connection(ConnectionTable table, Consumer<IncomingRequest> handler, Channel channel) {
        this.table = table;
        this.handler = handler;
        this.peer = PeerAddress.of(channel.remoteAddress());
        this.clock = new PhaseClock(table.now());
        this.io = new ConnectionIo(channel, new RequestDecoder(table.limits().head(), this));
        this.writer = new ResponseWriter(table, io, clock);
    }

    RequestDecoder decoder() {
        return io.decoder();
    }

    PhaseClock clock() {
        return clock;
    }

    String peer() {
        return peer;
    }

    // Events of the channel

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                clock.enter(ConnectionPhase.IDLE, table.now());
            } else if (!(done.cause() instanceof ClosedChannelException)) {
                String why = String.valueOf(requireNonNull(done.cause()).getMessage());
                end(CloseReason.HANDSHAKE_FAILED, why);
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            switch (message) {
                case HeadCheck.Verdict.Refused refused -> refuse(refused.status(), refused.line());
                case HttpRequest head -> begin(head);
                case HttpContent content -> received(content.content(), content instanceof LastHttpContent);
                default -> {}
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        clock.enter(ConnectionPhase.CLOSED, table.now());
        table.closed(this);
        abandonRequest(Optional.empty());
        writer.released();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close(); // a reset, or TLS that cannot be read: there is no client left to answer
    }

    // Events of the decoder

    void headBegins() {
        if (clock.phase() == ConnectionPhase.IDLE) {
            clock.enter(ConnectionPhase.HEAD, table.now());
        }
    }

    /** Bytes of a next request before this one is answered: they stay where they are. */
    void nextRequestTooEarly() {
        io.stopReading();
    }

    void discarded(int bytes) {
        io.discarded(bytes);
    }

    private void begin(HttpRequest head) {
        clock.enter(ConnectionPhase.BODY, table.now());
        Optional<RequestTarget> target = RequestTarget.parse(head.uri());
        if (target.isEmpty()) {
            arriving = null;
            refuse(400, "the path or the query of the request is not valid");
            return;
        }
        IncomingRequest request = new IncomingRequest(this, head, target.get());
        current = request;
        arriving = request;
        handler.accept(request);
    }

    private void received(ByteBuf bytes, boolean last) {
        if (last && arriving != null) {
            arriving.markWhole();
        }
        switch (clock.phase()) {
            case BODY -> {
                clock.credit(bytes.readableBytes());
                if (last) {
                    clock.enter(ConnectionPhase.COMPLETE, table.now());
                }
                if (receiver != null) {
                    receiver.received(bytes, last);
                } else if (last && deferred != null && current != null) {
                    send(current, deferred);
                }
            }
            case ANSWER -> discarded(bytes.readableBytes());
            case DISCARD -> {
                discarded(bytes.readableBytes());
                if (last) {
                    close();
                }
            }
            default -> {}
        }
    }

    // Calls of the request's handler

    void receive(IncomingRequest request, IncomingRequest.BodyReceiver bodyReceiver) {
        if (request == current) {
            receiver = bodyReceiver;
            if (HttpUtil.is100ContinueExpected(request.head())) {
                io.writeContinue();
            }
        }
    }

    void pause(IncomingRequest request) {
        if (request == current && clock.phase() == ConnectionPhase.BODY) {
            clock.pause(table.now());
            io.pause();
        }
    }

    void resume(IncomingRequest request) {
        if (request == current) {
            clock.resume(table.now());
            io.resume();
        }
    }

    void endIncomplete(IncomingRequest request, CloseReason reason) {
        if (request == current || writer.isAnswering(request)) {
            end(reason, "");
        }
    }

    void answer(IncomingRequest request, SimpleResponse response, Runnable whenTaken) {
        if (request != current || clock.phase() == ConnectionPhase.CLOSED) {
            whenTaken.run();
            return;
        }
        receiver = null;
        writer.onTaken(whenTaken);
        if (clock.phase() == ConnectionPhase.BODY && NettyResponses.canWaitForBody(response, request.head())) {
            deferred = response;
        } else {
            send(request, response);
        }
    }

    private void send(IncomingRequest request, SimpleResponse response) {
        current = null;
        deferred = null;
        writer.send(request, response);
    }

    // The end

    /** Ends what the client has not finished, and tells it why if it has sent at least a part of a request. */
    void end(CloseReason reason, String detail) {
        ConnectionPhase phase = clock.phase();
        if (phase == ConnectionPhase.CLOSED || phase == ConnectionPhase.CLOSING) {
            close();
            return;
        }
        boolean answered = reason.status() > 0 && (phase == ConnectionPhase.HEAD || phase == ConnectionPhase.BODY);
        table.report(reason, peer, answered ? reason.status() : 0, detail);
        if (!answered) {
            clock.enter(ConnectionPhase.CLOSING, table.now());
            close();
            return;
        }
        abandonRequest(Optional.of(reason));
        writer.sendLast(reason);
    }

    void close() {
        io.close();
    }

    private void refuse(int status, String line) {
        table.report(CloseReason.MALFORMED, peer, status, line);
        abandonRequest(Optional.of(CloseReason.MALFORMED));
        writer.sendLastAndDiscard(SimpleResponse.line(status, line));
    }

    /** Tells the handler that it need not answer any more. */
    private void abandonRequest(Optional<CloseReason> reason) {
        current = null;
        deferred = null;
        IncomingRequest.BodyReceiver left = receiver;
        receiver = null;
        if (left != null) {
            left.cancelled(reason);
        }
    }
}
