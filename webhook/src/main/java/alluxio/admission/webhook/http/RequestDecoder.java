package alluxio.admission.webhook.http;

import alluxio.admission.webhook.http.HttpLimits.HeadLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoder, one request at a time: what a client sends after a request stays undecoded until that request is answered,
 * and is not even read beyond what is in the buffer. Otherwise one TLS record could become hundreds of requests in memory.
 */
final class RequestDecoder extends HttpRequestDecoder {

    private enum State {
        HEAD,
        BODY,
        HELD,
        DISCARDING
    }

    private final HeadLimits limits;
    private final Connection connection;
    private HeadCheck check;
    private State state = State.HEAD;
    private boolean paused;
    private @Nullable ChannelHandlerContext context;

    RequestDecoder(HeadLimits limits, Connection connection) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.lineBytes())
                .setMaxHeaderSize(limits.bytes())
                .setMaxChunkSize(16 << 10)
                .setInitialBufferSize(128)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
        this.limits = limits;
        this.connection = connection;
        this.check = new HeadCheck(limits);
    }

    /** The answer is written; the next request may be read. */
    void next() {
        state = State.HEAD;
        check = new HeadCheck(limits);
    }

    /** Decodes nothing until {@link #resume}. */
    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
    }

    /** Decodes what is in the buffer. Not to be called from within the decoder. */
    void decodeBuffered() {
        if (context != null && !context.isRemoved()) {
            try {
                channelRead(context, Unpooled.EMPTY_BUFFER);
            } catch (Exception e) { // what Netty's contract allows it to throw
                context.fireExceptionCaught(e);
            }
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) throws Exception {
        context = added;
        super.handlerAdded(added);
    }

    /** Drops all input from now on. */
    void discard() {
        state = State.DISCARDING;
        paused = false;
    }

    @Override
    protected void decode(ChannelHandlerContext channel, ByteBuf in, List<Object> out) throws Exception {
        if (paused) {
            return;
        }
        switch (state) {
            case HEAD -> head(channel, in, out);
            case BODY -> decodeAndCheck(channel, in, out);
            case HELD -> connection.nextRequestTooEarly();
            case DISCARDING -> {
                connection.discarded(in.readableBytes());
                in.skipBytes(in.readableBytes());
            }
        }
    }

    private void head(ChannelHandlerContext channel, ByteBuf in, List<Object> out) throws Exception {
        connection.headBegins();
        switch (check.scan(in)) {
            case HeadCheck.Verdict.Incomplete _ -> {}
            case HeadCheck.Verdict.Refused refused -> refuse(refused, in, out);
            case HeadCheck.Verdict.Complete _ -> {
                state = State.BODY;
                decodeAndCheck(channel, in, out);
            }
        }
    }

    private void decodeAndCheck(ChannelHandlerContext channel, ByteBuf in, List<Object> out) throws Exception {
        int before = out.size();
        super.decode(channel, in, out);
        for (int i = before; i < out.size(); i++) {
            Object each = out.get(i);
            if (each instanceof HttpObject http && http.decoderResult().isFailure()) {
                out.subList(before, out.size()).clear();
                refuse(new HeadCheck.Verdict.Refused(400, "the request is not valid HTTP/1.1"), in, out);
                return;
            }
            if (each instanceof LastHttpContent) {
                state = State.HELD;
            }
        }
    }

    private void refuse(HeadCheck.Verdict.Refused refused, ByteBuf in, List<Object> out) {
        in.skipBytes(in.readableBytes());
        discard();
        out.add(refused);
    }

    /** The client is gone: half a request is none. */
    @Override
    protected void decodeLast(ChannelHandlerContext channel, ByteBuf in, List<Object> out) {}

    /** A decoder that waits must not ask for more bytes, as Netty's would. */
    @Override
    public void channelReadComplete(ChannelHandlerContext channel) throws Exception {
        if (paused || state == State.HELD) {
            channel.fireChannelReadComplete();
        } else {
            super.channelReadComplete(channel);
        }
    }
}
