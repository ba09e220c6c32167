package alluxio.admission.app.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A network between a client and an API server on this machine, which can break in several ways. */
public final class TcpRelay implements AutoCloseable {

    /** What happens to bytes. */
    private enum Network {
        /** They pass. */
        UP,
        /** Connections are closed at once. */
        REFUSING
    }

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Set<Link> silenced = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Network network = Network.UP;
    private volatile boolean closed;

    /** Both ends of a connection. */
    private record Link(Socket client, Socket server) {
        void close() {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    /** @param target a port on loopback */
    public TcpRelay(int target) {
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
        try {
            listener = new ServerSocket(0, 200, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Closes all connections; new ones pass. */
    void cut() {
        links.forEach(Link::close);
    }

    /** Closes all connections, and each new one, until {@link #up}. */
    public void refuse() {
        network = Network.REFUSING;
        cut();
    }

    /** The connections that are open now stay so, and nothing comes through them any more; new ones pass. */
    void silence() {
        silenced.addAll(links);
    }

    void up() {
        network = Network.UP;
    }

    /** Since the start. */
    int accepted() {
        return accepted.get();
    }

    int connections() {
        return links.size();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                if (network == Network.REFUSING) {
                    client.close();
                    continue;
                }
                Socket server = new Socket();
                server.connect(target);
                accepted.incrementAndGet();
                Link link = new Link(client, server);
                links.add(link);
                Thread.ofVirtual().start(() -> copy(link, client, server));
                Thread.ofVirtual().start(() -> copy(link, server, client));
            } catch (IOException e) {
                // The API server is away, or this relay is closed.
            }
        }
    }

    private void copy(Link link, Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!silenced.contains(link)) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // The other side has closed.
        } finally {
            if (!silenced.contains(link) || from.equals(link.client())) {
                link.close();
                links.remove(link);
                silenced.remove(link);
            }
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed already.
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
