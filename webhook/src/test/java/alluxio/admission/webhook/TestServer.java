package alluxio.admission.webhook;

import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.KeyMaterial;
import alluxio.admission.webhook.review.AdmissionResponse;
import alluxio.admission.webhook.review.MutationHandler;
import alluxio.admission.webhook.review.ReviewHandler;
import alluxio.admission.webhook.tls.ClientCaSource;
import alluxio.admission.webhook.tls.MemoryCertificateSource;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A server on a free port of loopback, with an authority that the clients trust. */
final class TestServer implements AutoCloseable {
    /** No test waits longer for anything; it decides nothing but that something hangs. */
    static final Duration HANG = Duration.ofSeconds(30);

    final CertificateAuthority authority =
            CertificateAuthority.create("test", Duration.ofDays(1), InstantSource.system());
    final MemoryCertificateSource certificates = new MemoryCertificateSource(newIdentity(), InstantSource.system());
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final ServerVertx runtime = new ServerVertx();
    final SSLContext trust = trust(authority, null);
    final AdmissionServer server;

    TestServer() {
        this(ServerSettings.defaults());
    }

    TestServer(ServerSettings settings) {
        this(settings, ClientCaSource.none());
    }

    TestServer(ServerSettings settings, ClientCaSource clients) {
        this(settings, clients, (_, _) -> AdmissionResponse.ignored());
    }

    /** @param other who decides at {@code /test} */
    TestServer(ServerSettings settings, ClientCaSource clients, ReviewHandler other) {
        server = AdmissionServer.start(
                settings.withAddress("127.0.0.1", 0),
                List.of(
                        new Endpoint(
                                "/mutate",
                                ServerLimits.MUTATE_BODY_BYTES,
                                MutationHandler.forLabelledPods((request, _) -> TestReviews.byName(request))),
                        new Endpoint(
                                "/mutate/namespace",
                                ServerLimits.MUTATE_BODY_BYTES,
                                MutationHandler.forOptedInNamespaces((request, _) -> TestReviews.byName(request))),
                        new Endpoint("/test", ServerLimits.MUTATE_BODY_BYTES, other)),
                certificates,
                clients,
                new AdmissionMetrics(registry));
    }

    KeyMaterial newIdentity() {
        return authority.issue(List.of("localhost", "127.0.0.1"), Duration.ofHours(1));
    }

    HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).sslContext(trust).build();
    }

    HttpRequest.Builder to(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + pathAndQuery))
                .timeout(HANG);
    }

    HttpRequest review(String pathAndQuery, String review) {
        return to(pathAndQuery)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(review))
                .build();
    }

    /** Sends over a connection of its own. */
    HttpResponse<String> send(HttpClient.Version version, HttpRequest request) throws Exception {
        try (HttpClient client = client(version)) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    RawClient raw() throws Exception {
        return new RawClient(trust, server.port());
    }

    /** A client that shows a certificate. */
    RawClient raw(KeyManager[] identity) throws Exception {
        return new RawClient(trust(authority, identity), server.port());
    }

    /** The sum of the samples whose line begins like that; zero when there is none. */
    double metric(String beginning) {
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    double bytesInFlight() {
        return metric("alluxio_admission_bytes_in_flight");
    }

    static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + HANG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("never: " + what);
            }
            Thread.sleep(10);
        }
    }

    private static SSLContext trust(CertificateAuthority authority, KeyManager @Nullable [] identity) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(
                                    authority.certificatePem().getBytes(StandardCharsets.US_ASCII))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.drain(Duration.ZERO, Duration.ofMillis(400));
        runtime.close();
    }
}
