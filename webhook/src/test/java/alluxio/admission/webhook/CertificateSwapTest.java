package alluxio.admission.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.webhook.tls.FileCertificateSource;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateSwapTest {
    private static final int CLIENTS = 8;

    @Test
    void aNewCertificateIsServedToNewConnectionsWithoutOneFailedRequest() throws Exception {
        try (TestServer server = new TestServer();
                var threads = Executors.newFixedThreadPool(CLIENTS);
                RawClient kept = server.raw()) {
            var old = server.certificates.current().leaf().getSerialNumber();
            assertThat(kept.serverSerial()).isEqualTo(old);
            AtomicBoolean stop = new AtomicBoolean();
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                boolean keepAlive = i % 2 == 0;
                clients.add(threads.submit(() -> load(server, keepAlive, stop)));
            }

            for (int swap = 0; swap < 5; swap++) {
                KeyMaterial next = server.newIdentity();
                server.certificates.replace(next);
                TestServer.eventually(
                        "the new certificate is served",
                        () -> serial(server).equals(next.leaf().getSerialNumber()));
            }
            stop.set(true);
            for (Future<Integer> client : clients) {
                assertThat(client.get()).isPositive();
            }

            assertThat(kept.post("/mutate", TestReviews.pod("u", "injected")).status())
                    .isEqualTo(200);
            assertThat(server.send(Version.HTTP_2, server.review("/mutate", TestReviews.pod("u", "injected")))
                            .version())
                    .as("what a client that offers h2, too, gets after the swap")
                    .isEqualTo(Version.HTTP_1_1);
            assertThat(server.metric("alluxio_admission_certificate_reloads_total{result=\"ok\"}"))
                    .isEqualTo(5);
            assertThat((long) server.metric("alluxio_admission_certificate_not_after_seconds"))
                    .isEqualTo(server.certificates.current().notAfter().getEpochSecond());
        }
    }

    @Test
    void aPairThatDoesNotFitKeepsTheOldOneServed(@TempDir Path directory) throws Exception {
        try (TestServer server = new TestServer();
                var threads = Executors.newFixedThreadPool(CLIENTS)) {
            KeyMaterial first = server.newIdentity();
            Path chain = Files.writeString(directory.resolve("tls.crt"), first.chainPem());
            Path key = Files.writeString(directory.resolve("tls.key"), first.keyPem());
            AtomicBoolean stop = new AtomicBoolean();
            List<Future<Integer>> clients = new ArrayList<>();
            try (var files = FileCertificateSource.open(
                    chain, key, Files::readAllBytes, Duration.ofMillis(20), InstantSource.system())) {
                files.onChange(server.certificates::replace);
                server.certificates.replace(files.current());
                TestServer.eventually(
                        "the first one is served",
                        () -> serial(server).equals(first.leaf().getSerialNumber()));
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(threads.submit(() -> load(server, false, stop)));
                }

                KeyMaterial second = server.newIdentity();
                Files.writeString(chain, second.chainPem());
                TestServer.eventually("it is refused", () -> files.health().failures() > 0);
                assertThat(serial(server)).isEqualTo(first.leaf().getSerialNumber());
                Files.writeString(key, second.keyPem());
                TestServer.eventually(
                        "the second one is served",
                        () -> serial(server).equals(second.leaf().getSerialNumber()));
            }
            stop.set(true);
            for (Future<Integer> client : clients) {
                assertThat(client.get()).isPositive();
            }
        }
    }

    /** Any failed request is an exception, and fails the test. */
    private static int load(TestServer server, boolean keepAlive, AtomicBoolean stop) throws Exception {
        int done = 0;
        RawClient client = server.raw();
        while (!stop.get() && done < 100_000) {
            assertThat(client.post("/mutate?timeout=30s", TestReviews.pod("u", "injected"))
                            .status())
                    .isEqualTo(200);
            done++;
            if (!keepAlive) {
                client.close();
                client = server.raw();
            }
        }
        client.close();
        return done;
    }

    private static java.math.BigInteger serial(TestServer server) {
        try (RawClient client = server.raw()) {
            return client.serverSerial();
        } catch (Exception e) {
            throw new AssertionError("a new connection failed", e);
        }
    }
}
