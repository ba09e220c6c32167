package alluxio.admission.app.node;

import alluxio.admission.app.apiserver.LoopbackServer;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.certs.SelfSigned;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** As much of a registry of images as a pull by digest needs, on loopback, with TLS. */
final class LocalRegistry implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<String, String> manifests = new ConcurrentHashMap<>();
    private final HttpsServer server;
    private final Path truststore;

    private LocalRegistry(HttpsServer server, Path truststore) {
        this.server = server;
        this.truststore = truststore;
    }

    /** @param folder for what a client needs to trust it */
    static LocalRegistry start(Path folder) throws IOException, GeneralSecurityException {
        CertificateAuthority authority =
                CertificateAuthority.create("registry", Duration.ofHours(1), InstantSource.system());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("ca", authority.material().leaf());
        Path truststore = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(truststore)) {
            trusted.store(out, PASSWORD);
        }
        HttpsServer server = LoopbackServer.create(authority.issue(SelfSigned.LOCAL_HOSTS, Duration.ofHours(1)));
        LocalRegistry registry = new LocalRegistry(server, truststore);
        server.createContext("/v2/", registry::answer);
        server.start();
        return registry;
    }

    String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    /** PKCS12, password {@code changeit}. */
    Path truststore() {
        return truststore;
    }

    /** Returns its digest. */
    String add(byte[] blob) {
        String digest = "sha256:" + Sha256.of(blob);
        blobs.put(digest, blob);
        return digest;
    }

    /** A manifest is a blob with a type, which a pull asks for elsewhere. */
    String addManifest(byte[] manifest, String mediaType) {
        String digest = add(manifest);
        manifests.put(digest, mediaType);
        return digest;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String digest = path.substring(path.lastIndexOf('/') + 1);
            byte[] blob = digest.isEmpty() ? new byte[0] : blobs.get(digest);
            if (blob == null || !exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
            exchange.getResponseHeaders()
                    .set("Content-Type", manifests.getOrDefault(digest, "application/octet-stream"));
            exchange.sendResponseHeaders(200, blob.length == 0 ? -1 : blob.length);
            exchange.getResponseBody().write(blob);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
