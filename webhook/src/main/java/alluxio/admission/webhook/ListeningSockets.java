package alluxio.admission.webhook;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Java NIO as Vert.x has it, but the listening sockets are remembered, so that one can be closed by itself. Vert.x
 * closes it together with the idle connections, and a request that is on its way to one of those is lost. Thread-safe.
 */
final class ListeningSockets implements Transport, io.vertx.core.transport.Transport {

    private final Transport nio = io.vertx.core.transport.Transport.NIO.implementation();
    private final Set<ServerChannel> open = ConcurrentHashMap.newKeySet();

    /** Closes the socket that listens on the port; connections that came through it stay. Done once it is closed. */
    CompletableFuture<Void> close(int port) {
        CompletableFuture<?>[] closed = open.stream()
                .filter(channel -> channel.localAddress() instanceof InetSocketAddress bound && bound.getPort() == port)
                .map(ListeningSockets::close)
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(closed);
    }

    private static CompletableFuture<Void> close(ServerChannel channel) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        channel.close().addListener(_ -> closed.complete(null));
        return closed;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        ChannelFactory<? extends ServerChannel> factory = nio.serverChannelFactory(domainSocket);
        return () -> {
            ServerChannel channel = factory.newChannel();
            open.add(channel);
            channel.closeFuture().addListener(_ -> open.remove(channel));
            return channel;
        };
    }

    /**
     * One read at a time, of at most a TLS record: a pause takes effect between reads, and sixteen of 64 KiB for each
     * connection, the default, would be memory that no bound on bytes in flight sees.
     */
    @Override
    @SuppressWarnings("deprecation") // of the option only; there is no other way to say it
    public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
        nio.configure(config, domainSocket, bootstrap);
        bootstrap.childOption(
                ChannelOption.RCVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(512, 4 << 10, 16 << 10).maxMessagesPerRead(1));
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return nio.ioHandlerFactory();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface is older than its argument's successor
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return nio.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
        return nio.datagramChannelFactory();
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return nio.channelFactory(domainSocket);
    }

    @Override
    public String name() {
        return "nio";
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return null;
    }

    @Override
    public Transport implementation() {
        return this;
    }
}
