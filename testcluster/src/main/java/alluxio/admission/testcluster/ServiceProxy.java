package alluxio.admission.testcluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network between the API server and the endpoints of Services: an HTTP CONNECT proxy on a unix domain socket that
 * maps invented endpoint addresses to loopback ports. Thread-safe.
 *
 * <p>An address is never used twice, so that a connection which the API server keeps to an old endpoint can't reach a
 * new one.
 */
final class ServiceProxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProxy.class);
    private static final Pattern CONNECT = Pattern.compile("^CONNECT (\\S+):(\\d{1,5}) HTTP/1\\.1\r\n");
    private static final String HEAD_END = "\r\n\r\n";
    private static final int LONGEST_HEAD = 4096;
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final ServerSocketChannel listener;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger addresses = new AtomicInteger();

    private ServiceProxy(ServerSocketChannel listener) {
        this.listener = listener;
    }

    static ServiceProxy listen(Path socket) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(socket));
            ServiceProxy proxy = new ServiceProxy(listener);
            Thread.ofVirtual().name("service-proxy").start(proxy::acceptAll);
            return proxy;
        } catch (IOException e) {
            throw new TestClusterException("Cannot listen on " + socket + ": " + e, e);
        }
    }

    /** A new endpoint address for a port on loopback, out of the range for benchmarks (RFC 2544). */
    String newAddress(int loopbackPort) {
        int number = addresses.incrementAndGet();
        String address = "198.18." + (number >> 8 & 0xff) + "." + (number & 0xff);
        ports.put(address, loopbackPort);
        return address;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        connections.forEach(ServiceProxy::closeQuietly);
    }

    private void acceptAll() {
        try {
            while (true) {
                SocketChannel caller = listener.accept();
                connections.add(caller);
                Thread.ofVirtual().name("service-proxy-connection").start(() -> serve(caller));
            }
        } catch (IOException e) {
            LOG.debug("The service proxy has stopped: {}", e.toString());
        }
    }

    private void serve(SocketChannel caller) {
        try (caller;
                SocketChannel endpoint = SocketChannel.open()) {
            connections.add(endpoint);
            if (!connect(caller, endpoint)) {
                return;
            }
            Thread back = Thread.ofVirtual().start(() -> copy(endpoint, caller));
            copy(caller, endpoint);
            back.join();
            connections.remove(endpoint);
        } catch (IOException e) {
            LOG.debug("A connection to an endpoint ended: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(caller);
        }
    }

    private boolean connect(SocketChannel caller, SocketChannel endpoint) throws IOException {
        Matcher request = CONNECT.matcher(head(caller));
        if (!request.find()) {
            answer(caller, "400 Bad Request");
            return false;
        }
        Integer port = ports.get(request.group(1));
        if (port == null) {
            answer(caller, "502 No Such Endpoint");
            return false;
        }
        try {
            endpoint.connect(new InetSocketAddress(LOOPBACK, port));
            endpoint.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            answer(caller, "502 Connection Refused");
            return false;
        }
        answer(caller, "200 Connected");
        return true;
    }

    /** Nothing can follow the head yet: the caller waits for our answer before it speaks TLS. */
    private static String head(SocketChannel caller) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_HEAD);
        String head = "";
        while (!head.endsWith(HEAD_END) && buffer.hasRemaining() && caller.read(buffer) >= 0) {
            head = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
        }
        return head;
    }

    private static void answer(SocketChannel caller, String status) throws IOException {
        String head = "HTTP/1.1 " + status + HEAD_END;
        ByteBuffer buffer = ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
        while (buffer.hasRemaining()) {
            caller.write(buffer);
        }
    }

    /** Passes the end of one direction on, so that the other may still finish. */
    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Closing a connection failed: {}", e.toString());
        }
    }
}
