package alluxio.admission.webhook.http;

import static java.util.Objects.requireNonNull;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslHandler;

/** The channel of one connection, and its decoder: reading, pausing, writing, closing. Lives on the event loop. */
final class ConnectionIo {

    /** How many bytes are dropped: a client that is still sending never sees a response that comes with a reset. */
    private static final long MAX_DISCARDED = 16 << 20;

    private final Channel channel;
    private final RequestDecoder decoder;
    private long discarded;

    ConnectionIo(Channel channel, RequestDecoder decoder) {
        this.channel = channel;
        this.decoder = decoder;
    }

    RequestDecoder decoder() {
        return decoder;
    }

    /** Leaves further bytes in the socket, so that the client's window fills. */
    void stopReading() {
        channel.config().setAutoRead(false);
    }

    /** As {@link #stopReading}; what is in the buffer already is not decoded either. */
    void pause() {
        decoder.pause();
        stopReading();
    }

    void resume() {
        decoder.resume();
        readOn();
    }

    /** The request is answered: decodes the next one. */
    void nextRequest() {
        decoder.next();
        readOn();
    }

    /** Drops all further input without decoding it. */
    void discardInput() {
        decoder.discard();
    }

    /** Bytes were dropped. Closes the connection when there are too many. */
    void discarded(int bytes) {
        discarded += bytes;
        if (discarded > MAX_DISCARDED) {
            close();
        }
    }

    /** Reads, and decodes what is in the buffer already; not from within the decoder. */
    void readOn() {
        channel.config().setAutoRead(true);
        channel.eventLoop().execute(() -> {
            if (channel.isActive()) {
                decoder.decodeBuffered();
            }
        });
    }

    ChannelFuture write(SimpleResponse response) {
        return channel.writeAndFlush(NettyResponses.of(response));
    }

    /** As {@link #write}, with {@code Connection: close}. */
    ChannelFuture writeLast(SimpleResponse response) {
        return channel.writeAndFlush(NettyResponses.last(response));
    }

    void writeContinue() {
        var _ = channel.writeAndFlush(NettyResponses.continueWithBody());
    }

    /** Sends TLS close_notify; input is still read. */
    void closeOutput() {
        var _ = requireNonNull(channel.pipeline().get(SslHandler.class)).closeOutbound();
    }

    void close() {
        var _ = channel.close();
    }
}
