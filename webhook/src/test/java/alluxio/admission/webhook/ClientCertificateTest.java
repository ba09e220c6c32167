package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.webhook.tls.FileClientCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that answers only clients with a certificate of its client CA. It starts, so it still reaches itself. */
class ClientCertificateTest {
    private final TestClientCa known = new TestClientCa("known");
    private final TestClientCa other = new TestClientCa("other");

    @Test
    void onlyClientsOfTheAuthorityAreAnswered(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.crt"), known.pem());
        try (FileClientCa clients = FileClientCa.open(file, Duration.ofHours(1));
                TestServer server = new TestServer(ServerSettings.defaults(), clients)) {
            assertThat(status(server, known.client("kube-apiserver"))).isEqualTo(200);
            assertThat(status(server, new KeyManager[0])).isEqualTo(REFUSED);
            assertThat(status(server, other.client("kube-apiserver"))).isEqualTo(REFUSED);
            assertThat(server.metric("alluxio_admission_connections_ended_total{reason=\"handshake_failed\"}"))
                    .isEqualTo(2);
            assertThat(server.metric("alluxio_admission_decisions_total")).isEqualTo(1);
        }
    }

    @Test
    void aNewBundleIsInForceForNewConnections(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.crt"), known.pem());
        try (FileClientCa clients = FileClientCa.open(file, Duration.ofMillis(20));
                TestServer server = new TestServer(ServerSettings.defaults(), clients)) {
            Files.writeString(file, "# both\n" + known.pem() + other.pem());
            TestServer.eventually("the other is known", () -> statusOrThrow(server, other) == 200);
            assertThat(status(server, known.client("kube-apiserver"))).isEqualTo(200);

            Files.writeString(file, "nonsense");
            Files.writeString(file, other.pem());
            TestServer.eventually("the first is forgotten", () -> statusOrThrow(server, known) == REFUSED);
            assertThat(status(server, other.client("kube-apiserver"))).isEqualTo(200);
        }
    }

    @Test
    void aFileWithoutACertificateIsRefusedAtTheStart(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.crt"), "");
        assertThatThrownBy(() -> FileClientCa.open(empty, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cannot use the client CA " + empty + ": there is no certificate; wanted: certificates, PEM");
        Path absent = folder.resolve("absent.crt");
        assertThatThrownBy(() -> FileClientCa.open(absent, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot read the client CA " + absent);
    }

    private static final int REFUSED = -1;

    private static int statusOrThrow(TestServer server, TestClientCa authority) {
        try {
            return status(server, authority.client("kube-apiserver"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** In TLS 1.3 a client learns only with its first read that the server did not like it. */
    private static int status(TestServer server, KeyManager[] identity) throws Exception {
        try (RawClient client = server.raw(identity)) {
            return client.post("/mutate", Reviews.pod("u", "injected")).status();
        } catch (IOException e) {
            return REFUSED;
        }
    }
}
