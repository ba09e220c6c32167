package alluxio.admission.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ServiceProxyTest {

    private final Path socket;
    private final ServiceProxy proxy;

    ServiceProxyTest(@TempDir Path temp) {
        socket = temp.resolve("proxy.sock");
        proxy = ServiceProxy.listen(socket);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    void bytesGoBothWaysAndTheEndIsPassedOn() throws Exception {
        try (ServerSocket echo = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SocketChannel caller = call()) {
            Thread server = Thread.ofVirtual().start(() -> echo(echo));
            String address = proxy.newAddress(echo.getLocalPort());
            write(caller, "CONNECT " + address + ":8443 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            BufferedReader answer = reader(caller);
            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 200 Connected");
            assertThat(answer.readLine()).isEmpty();
            write(caller, "hello\n");
            caller.shutdownOutput();
            assertThat(answer.readLine()).isEqualTo("hello");
            assertThat(answer.readLine()).isNull();
            server.join();
        }
    }

    @Test
    void anUnknownAddressIsRefused() throws IOException {
        assertThat(firstLine("CONNECT 198.18.9.9:8443 HTTP/1.1\r\n\r\n")).contains("502 No Such Endpoint");
    }

    @Test
    void anEndpointThatDoesNotListenIsRefused() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        String address = proxy.newAddress(port);
        assertThat(firstLine("CONNECT " + address + ":8443 HTTP/1.1\r\n\r\n")).contains("502 Connection Refused");
    }

    @Test
    void otherRequestsAreRefused() throws IOException {
        assertThat(firstLine("GET / HTTP/1.1\r\n\r\n")).contains("400");
    }

    @Test
    void everyAddressIsNew() {
        assertThat(proxy.newAddress(1)).isNotEqualTo(proxy.newAddress(1));
    }

    private String firstLine(String request) throws IOException {
        try (SocketChannel caller = call()) {
            write(caller, request);
            return String.valueOf(reader(caller).readLine());
        }
    }

    private SocketChannel call() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    private static BufferedReader reader(SocketChannel caller) {
        return new BufferedReader(Channels.newReader(caller, StandardCharsets.US_ASCII));
    }

    private static void write(SocketChannel caller, String text) throws IOException {
        caller.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void echo(ServerSocket server) {
        try (Socket connection = server.accept()) {
            connection.getInputStream().transferTo(connection.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
