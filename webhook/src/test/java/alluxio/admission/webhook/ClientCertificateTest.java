package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.webhook.tls.FileClientCaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that answers only clients with a certificate of its client CA. It starts, so it still reaches itself. */
class ClientCertificateTest {
    private static final int REFUSED = -1;

    private final CertificateAuthority known = authority("known");
    private final CertificateAuthority other = authority("other");

    @Test
    void onlyClientsOfTheCaAreAnswered(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.crt"), known.certificatePem());
        try (FileClientCaSource clients = FileClientCaSource.open(file, Files::readAllBytes, Duration.ofHours(1));
                TestServer server = new TestServer(ServerSettings.defaults(), clients)) {
            assertThat(status(server, client(known))).isEqualTo(200);
            assertThat(status(server, new KeyManager[0])).isEqualTo(REFUSED);
            assertThat(status(server, client(other))).isEqualTo(REFUSED);
            assertThat(server.metric("alluxio_admission_connections_ended_total{reason=\"handshake_failed\"}"))
                    .isEqualTo(2);
            assertThat(server.metric("alluxio_admission_decisions_total")).isEqualTo(1);
        }
    }

    @Test
    void aNewBundleIsInForceForNewConnections(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.crt"), known.certificatePem());
        try (FileClientCaSource clients = FileClientCaSource.open(file, Files::readAllBytes, Duration.ofMillis(20));
                TestServer server = new TestServer(ServerSettings.defaults(), clients)) {
            Files.writeString(file, "# both\n" + known.certificatePem() + other.certificatePem());
            TestServer.eventually("the other is known", () -> statusOrThrow(server, other) == 200);
            assertThat(status(server, client(known))).isEqualTo(200);

            Files.writeString(file, "nonsense");
            Files.writeString(file, other.certificatePem());
            TestServer.eventually("the first is forgotten", () -> statusOrThrow(server, known) == REFUSED);
            assertThat(status(server, client(other))).isEqualTo(200);
        }
    }

    @Test
    void aFileWithoutACertificateIsRefusedAtTheStart(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.crt"), "");
        assertThatThrownBy(() -> FileClientCaSource.open(empty, Files::readAllBytes, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cannot use the client CA " + empty + ": there is no certificate; wanted: certificates, PEM");
        Path absent = folder.resolve("absent.crt");
        assertThatThrownBy(() -> FileClientCaSource.open(absent, Files::readAllBytes, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot read the client CA " + absent);
    }

    private static CertificateAuthority authority(String name) {
        return CertificateAuthority.create(name, Duration.ofDays(1), InstantSource.system());
    }

    private static KeyManager[] client(CertificateAuthority authority) throws GeneralSecurityException, IOException {
        KeyMaterial material = authority.issueClient("kube-apiserver", Duration.ofHours(1));
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry("client", material.key(), new char[0], new X509Certificate[] {material.leaf()});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static int statusOrThrow(TestServer server, CertificateAuthority authority) {
        try {
            return status(server, client(authority));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** In TLS 1.3 a client learns only with its first read that the server did not like it. */
    private static int status(TestServer server, KeyManager[] identity) throws Exception {
        try (RawClient client = server.raw(identity)) {
            return client.post("/mutate", TestReviews.pod("u", "injected")).status();
        } catch (IOException e) {
            return REFUSED;
        }
    }
}
