package alluxio.admission.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One HTTP/1.1 connection, byte by byte: for what well-behaved clients do not do. */
final class RawClient implements AutoCloseable {

    record Response(int status, boolean close, String head, String body) {}

    private final SSLSocket socket;
    private final OutputStream out;
    private final DataInputStream in;

    RawClient(SSLContext trust, int port) throws IOException {
        this(trust, port, 0);
    }

    /** @param receiveBuffer bytes that are taken without being read; 0 is what is usual */
    RawClient(SSLContext trust, int port, int receiveBuffer) throws IOException {
        socket = (SSLSocket) trust.getSocketFactory().createSocket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout((int) TestServer.HANG.toMillis());
        socket.startHandshake();
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
    }

    /** The socket, for what only TLS can do. */
    SSLSocket socket() {
        return socket;
    }

    BigInteger serverSerial() throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }

    Response post(String path, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        byte[] head = head(path, bytes.length).getBytes(ISO_8859_1);
        byte[] all = java.util.Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        write(all);
        return read();
    }

    static String head(String path, long contentLength) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + contentLength + "\r\n\r\n";
    }

    static String chunkedHead(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n";
    }

    void write(String text) throws IOException {
        write(text.getBytes(ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Reads one answer with a Content-Length. */
    Response read() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the server closed the connection after: " + head);
            }
            head.append((char) b);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int length = 0;
        for (String line : lower.split("\r\n", -1)) {
            if (line.startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        byte[] body = new byte[length];
        in.readFully(body);
        int status = Integer.parseInt(head.substring(9, 12));
        return new Response(status, lower.contains("connection: close"), head.toString(), new String(body, UTF_8));
    }

    /** Whether the server has closed the connection, waiting for it. */
    boolean isClosedByServer() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Leaves without a word. */
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
