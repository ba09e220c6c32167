package alluxio.admission.webhook.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for HTTP/1.1 over TLS on one event loop. TLS handshakes are signed on a separate thread, so that many clients that
 * connect at once do not delay those that are connected. Public methods are thread-safe.
 */
public final class HttpListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpListener.class);
    private static final int BACKLOG = 1024;
    private static final long CLOSE_NOTIFY_MILLIS = 1_000;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("admission-http", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final ExecutorService handshakes = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("tls-handshake").factory());
    private final ConnectionTable connections;
    private volatile SslContext tls;
    private volatile @Nullable Channel listening;
    private long lastTick = System.nanoTime();

    /** @param draining whether each response ends its connection */
    public HttpListener(HttpLimits limits, SslContext tls, ConnectionListener events, BooleanSupplier draining) {
        this.connections = new ConnectionTable(limits, events, draining);
        this.tls = tls;
    }

    /** The thread on which everything but deciding happens. */
    public EventLoop loop() {
        return loop;
    }

    /** How many connections are open. */
    public int open() {
        return connections.count();
    }

    /** Sets TLS for connections that are accepted from now on. */
    public void useTls(SslContext next) {
        tls = next;
    }

    /**
     * Completes once connections are accepted; fails when the port is taken.
     *
     * @param handler called on the event loop for each request
     * @param everyTick called on the event loop every {@link ConnectionTable#TICK}: one timer wakes it less often than two
     */
    public CompletableFuture<Void> listen(
            String host, int port, Consumer<IncomingRequest> handler, Consumer<Duration> everyTick) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, new HeapBuffers())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel, handler);
                    }
                });
        readLittleAtATime(bootstrap);
        var _ = loop.scheduleWithFixedDelay(
                () -> tick(everyTick),
                ConnectionTable.TICK.toMillis(),
                ConnectionTable.TICK.toMillis(),
                TimeUnit.MILLISECONDS);
        CompletableFuture<Void> bound = new CompletableFuture<>();
        bootstrap.bind(new InetSocketAddress(host, port)).addListener((io.netty.channel.ChannelFuture done) -> {
            if (done.isSuccess()) {
                listening = done.channel();
                bound.complete(null);
            } else {
                bound.completeExceptionally(done.cause());
            }
        });
        return bound;
    }

    /** Reading pauses between reads only, so one read is at most a TLS record. */
    @SuppressWarnings("deprecation") // of the option only; there is no other one
    private static void readLittleAtATime(ServerBootstrap bootstrap) {
        bootstrap.childOption(
                ChannelOption.RCVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(512, 4 << 10, 16 << 10).maxMessagesPerRead(1));
    }

    /** The port that it listens on; zero before and after. */
    public int port() {
        Channel channel = listening;
        return channel != null && channel.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    /** Accepts no more connections; those that are open stay. */
    public CompletableFuture<Void> stopListening() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Channel channel = listening;
        if (channel == null) {
            closed.complete(null);
        } else {
            channel.close().addListener(_ -> closed.complete(null));
        }
        return closed;
    }

    /** Closes connections as they become idle, and the rest after the grace. */
    public CompletableFuture<Void> finish(Duration grace) {
        CompletableFuture<Void> finished = new CompletableFuture<>();
        long end = System.nanoTime() + grace.toNanos();
        loop.execute(() -> finishStep(end, finished));
        return finished;
    }

    private void finishStep(long end, CompletableFuture<Void> finished) {
        connections.closeIdle();
        if (connections.count() == 0) {
            finished.complete(null);
        } else if (System.nanoTime() - end > 0) {
            connections.closeAll();
            finished.complete(null);
        } else {
            var _ = loop.schedule(() -> finishStep(end, finished), 20, TimeUnit.MILLISECONDS);
        }
    }

    /** Closes everything at once. */
    @Override
    public void close() {
        var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        handshakes.shutdownNow();
    }

    private void tick(Consumer<Duration> more) {
        long now = System.nanoTime();
        connections.tick(Duration.ofNanos(now - lastTick));
        lastTick = now;
        try {
            more.accept(ConnectionTable.TICK);
        } catch (RuntimeException | Error e) { // an error must not end the ticks, which close what is overdue
            log.error("A regular task of the server failed; it is tried again", e);
        }
    }

    private void accept(SocketChannel channel, Consumer<IncomingRequest> handler) {
        Connection connection = new Connection(connections, handler, channel);
        SslHandler ssl = tls.newHandler(channel.alloc(), handshakes);
        ssl.setHandshakeTimeoutMillis(0); // ConnectionTable measures it
        ssl.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
        channel.pipeline()
                .addLast(
                        new RenegotiationGuard(connection),
                        ssl,
                        connection.decoder(),
                        new HttpResponseEncoder(),
                        connection);
        connections.opened(connection);
    }
}
