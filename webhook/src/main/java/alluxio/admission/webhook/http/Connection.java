package alluxio.admission.webhook.http;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the request on it. The {@link ConnectionPhase} says what the server waits for, and so what may end it. Lives on
 * the event loop.
 */
final class Connection extends ChannelInboundHandlerAdapter {

    /** A body this small is read to its end before an error is answered, so that the connection can go on. */
    private static final int SMALL_BODY = 64 << 10;

    /** What is read past of a larger one: a client that is still sending never sees an answer that comes with a reset. */
    private static final long MOST_READ_PAST = 16 << 20;

    private final ConnectionTable table;
    private final Consumer<IncomingRequest> handler;
    private final Channel channel;
    private final String peer;
    private final RequestDecoder decoder;
    private final PhaseClock clock;
    private IncomingRequest.@Nullable BodyReceiver receiver;
    private @Nullable IncomingRequest current;
    private @Nullable IncomingRequest beingAnswered;
    private @Nullable SimpleResponse afterBody;
    private Runnable taken = () -> {};
    private long readPast;
    private boolean wholeRequest;
    private boolean lastOfClient;
    private boolean withoutBody;

    Connection(ConnectionTable table, Consumer<IncomingRequest> handler, Channel channel) {
        this.table = table;
        this.handler = handler;
        this.channel = channel;
        this.peer = PeerAddress.of(channel.remoteAddress());
        this.decoder = new RequestDecoder(table.limits().head(), this);
        this.clock = new PhaseClock(table.now());
    }

    RequestDecoder decoder() {
        return decoder;
    }

    PhaseClock clock() {
        return clock;
    }

    String peer() {
        return peer;
    }

    // What the channel tells

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                clock.enter(ConnectionPhase.IDLE, table.now());
            } else if (!(done.cause() instanceof ClosedChannelException)) {
                end(
                        CloseReason.HANDSHAKE_FAILED,
                        String.valueOf(requireNonNull(done.cause()).getMessage()));
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            switch (message) {
                case HeadCheck.Verdict.Refused refused -> refuse(refused.status(), refused.line());
                case HttpRequest head -> begin(head);
                case HttpContent content -> part(content.content(), content instanceof LastHttpContent);
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
        current = null;
        leaveReceiver(Optional.empty());
        answerTaken();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close(); // a reset, or TLS that cannot be read: there is no client left to answer
    }

    // What the decoder tells

    void headBegins() {
        if (clock.phase() == ConnectionPhase.IDLE) {
            clock.enter(ConnectionPhase.HEAD, table.now());
        }
    }

    /** Bytes of a next request before this one is answered: they stay where they are. */
    void tooEarly() {
        channel.config().setAutoRead(false);
    }

    void discarded(int bytes) {
        readPast += bytes;
        if (readPast > MOST_READ_PAST) {
            close();
        }
    }

    private void begin(HttpRequest head) {
        clock.enter(ConnectionPhase.BODY, table.now());
        wholeRequest = false;
        lastOfClient = !HttpUtil.isKeepAlive(head);
        withoutBody = head.method().equals(HttpMethod.HEAD);
        Optional<RequestTarget> target = RequestTarget.parse(head.uri());
        if (target.isEmpty()) {
            refuse(400, "the path or the query of the request is not valid");
            return;
        }
        IncomingRequest request = new IncomingRequest(this, head, target.get());
        current = request;
        handler.accept(request);
    }

    private void part(ByteBuf part, boolean last) {
        if (clock.phase() == ConnectionPhase.BODY) {
            clock.credit(part.readableBytes());
            if (last) {
                wholeRequest = true;
                clock.enter(ConnectionPhase.COMPLETE, table.now());
            }
            if (receiver != null) {
                receiver.part(part, last);
            } else if (last && afterBody != null) {
                send(afterBody);
            }
        } else if (clock.phase() == ConnectionPhase.ANSWER || clock.phase() == ConnectionPhase.READ_PAST) {
            wholeRequest |= last;
            discarded(part.readableBytes());
            if (last && clock.phase() == ConnectionPhase.READ_PAST) {
                close();
            }
        }
    }

    // What the request's handler asks for

    void receive(IncomingRequest request, IncomingRequest.BodyReceiver bodyReceiver) {
        if (request == current) {
            receiver = bodyReceiver;
            if (HttpUtil.is100ContinueExpected(request.head())) {
                var _ = channel.writeAndFlush(NettyResponses.goOn());
            }
        }
    }

    void pause(IncomingRequest request) {
        if (request == current && clock.phase() == ConnectionPhase.BODY) {
            clock.pause(table.now());
            decoder.pause(true);
            channel.config().setAutoRead(false);
        }
    }

    void resume(IncomingRequest request) {
        if (request == current) {
            clock.resume(table.now());
            decoder.pause(false);
            readOn();
        }
    }

    void endIncomplete(IncomingRequest request, CloseReason reason) {
        if (request == current || request == beingAnswered) {
            end(reason, "");
        }
    }

    void answer(IncomingRequest request, SimpleResponse answer, Runnable whenTaken) {
        if (request != current || clock.phase() == ConnectionPhase.CLOSED) {
            whenTaken.run();
            return;
        }
        receiver = null;
        taken = whenTaken;
        if (clock.phase() == ConnectionPhase.BODY
                && NettyResponses.canWaitForBody(answer, request.head(), SMALL_BODY)) {
            afterBody = answer;
        } else {
            send(answer);
        }
    }

    // Ends

    /** Ends what the client has not finished; it is told why if it has sent at least a part of a request. */
    void end(CloseReason reason, String detail) {
        ConnectionPhase phase = clock.phase();
        if (phase == ConnectionPhase.CLOSED || phase == ConnectionPhase.ENDING) {
            close();
            return;
        }
        boolean answered = reason.status() > 0 && (phase == ConnectionPhase.HEAD || phase == ConnectionPhase.BODY);
        table.report(reason, peer, answered ? reason.status() : 0, detail);
        if (!answered) {
            clock.enter(ConnectionPhase.ENDING, table.now());
            close();
            return;
        }
        current = null;
        leaveReceiver(Optional.of(reason));
        if (reason == CloseReason.CONNECTIONS_FULL) {
            clock.enter(ConnectionPhase.ENDING, table.now()); // its place is needed
            decoder.discard();
            var _ = write(SimpleResponse.line(reason.status(), reason.message()), true)
                    .addListener(_ -> close());
        } else {
            answerAndDiscard(SimpleResponse.line(reason.status(), reason.message()));
        }
    }

    void close() {
        var _ = channel.close();
    }

    private void refuse(int status, String line) {
        table.report(CloseReason.MALFORMED, peer, status, line);
        current = null;
        leaveReceiver(Optional.of(CloseReason.MALFORMED));
        answerAndDiscard(SimpleResponse.line(status, line));
    }

    /**
     * The last answer on this connection. The client may still be sending, and would not see an answer that comes with a
     * reset; so it is told of the end in TLS, and what still comes is dropped until it closes, or the clock does.
     */
    private void answerAndDiscard(SimpleResponse answer) {
        clock.enter(ConnectionPhase.READ_PAST, table.now());
        decoder.discard();
        readOn();
        var _ = write(answer, true).addListener(_ -> sayGoodbye());
    }

    private void sayGoodbye() {
        var _ = requireNonNull(channel.pipeline().get(SslHandler.class)).closeOutbound();
    }

    private ChannelFuture write(SimpleResponse answer, boolean close) {
        return channel.writeAndFlush(NettyResponses.http(answer, close));
    }

    private void send(SimpleResponse answer) {
        boolean close = table.leaving() || lastOfClient || !wholeRequest || answer.status() == 408;
        clock.enter(ConnectionPhase.ANSWER, table.now());
        beingAnswered = current;
        current = null;
        afterBody = null;
        if (!wholeRequest) {
            decoder.pause(false);
            readOn();
        }
        var _ = write(withoutBody ? answer.withoutBody() : answer, close).addListener(written -> {
            beingAnswered = null;
            answerTaken();
            if (!written.isSuccess() || (close && wholeRequest)) {
                close();
            } else if (close) {
                clock.enter(ConnectionPhase.READ_PAST, table.now());
            } else {
                clock.enter(ConnectionPhase.IDLE, table.now());
                decoder.next();
                readOn();
            }
        });
    }

    private void answerTaken() {
        Runnable run = taken;
        taken = () -> {};
        run.run();
    }

    private void leaveReceiver(Optional<CloseReason> reason) {
        IncomingRequest.BodyReceiver left = receiver;
        receiver = null;
        if (left != null) {
            left.gone(reason);
        }
    }

    /** Reads, and decodes what is in the buffer already; not from within the decoder. */
    private void readOn() {
        channel.config().setAutoRead(true);
        channel.eventLoop().execute(() -> {
            if (channel.isActive()) {
                decoder.again();
            }
        });
    }
}
