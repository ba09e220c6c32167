package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private static final TestServer SERVER = new TestServer();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"
            })
    void tls12IsSupportedWithForwardSecrecyAndAuthenticatedEncryption(String suite) throws Exception {
        try (SSLSocket socket = socket("TLSv1.2", suite)) {
            socket.startHandshake();
            assertThat(socket.getSession().getCipherSuite()).isEqualTo(suite);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256"
            })
    void tls12IsNotSupportedWithCbc(String suite) throws Exception {
        try (SSLSocket socket = socket("TLSv1.2", suite)) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void tls13IsSupported() throws Exception {
        try (SSLSocket socket = socket("TLSv1.3", "TLS_AES_128_GCM_SHA256")) {
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    /** Without the JVM's second compiler, AES takes several times the CPU time. */
    @Test
    void ofWhatAClientOffersChaCha20IsTaken() throws Exception {
        for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
            try (SSLSocket socket = socket(protocol, "TLS_AES_128_GCM_SHA256")) {
                socket.setEnabledCipherSuites(socket.getSupportedCipherSuites());
                socket.startHandshake();
                assertThat(socket.getSession().getCipherSuite()).contains("CHACHA20_POLY1305");
            }
        }
    }

    @Test
    void alpnSelectsHttp1OrNothing() throws Exception {
        assertThat(protocolFor("h2", "http/1.1")).isEqualTo("http/1.1");
        assertThat(protocolFor("http/1.1")).isEqualTo("http/1.1");
        assertThat(protocolFor("h2")).isEmpty();
        assertThat(protocolFor()).isEmpty();
    }

    private static String protocolFor(String... offered) throws Exception {
        try (SSLSocket socket = socket("TLSv1.3", "TLS_AES_128_GCM_SHA256")) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(offered);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getApplicationProtocol();
        }
    }

    /** The JDK's client begins a second handshake when it is asked for one; openssl does with {@code R}. */
    @Test
    void renegotiationClosesTheConnection() throws Exception {
        double before = SERVER.metric("alluxio_admission_connections_ended_total{reason=\"renegotiation\"}");
        try (SSLSocket socket = socket("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
            socket.startHandshake();
            socket.startHandshake();
            assertThatThrownBy(() -> {
                        while (socket.getInputStream().read() >= 0) {
                            // whatever is left; the JDK answers within reading
                        }
                        throw new IOException("closed");
                    })
                    .isInstanceOf(IOException.class);
            assertThat(SERVER.metric("alluxio_admission_connections_ended_total{reason=\"renegotiation\"}"))
                    .isEqualTo(before + 1);
        }
    }

    private static SSLSocket socket(String protocol, String suite) throws IOException {
        SSLSocket socket = (SSLSocket) SERVER.trust.getSocketFactory().createSocket("127.0.0.1", SERVER.server.port());
        socket.setSoTimeout((int) TestServer.HANG.toMillis());
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setEnabledCipherSuites(new String[] {suite});
        return socket;
    }
}
