package alluxio.admission.testcluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReviewBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A webhook on a loopback port that writes its own name into an annotation of every object. */
final class RecordingWebhook implements AutoCloseable {

    static final String ANNOTATION = "handled-by";
    private static final String PASSWORD = "changeit";

    private final KubernetesSerialization json = new KubernetesSerialization();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> protocols = new ConcurrentLinkedQueue<>();
    private final HttpsServer server;
    private final String name;

    private RecordingWebhook(String name, HttpsServer server) {
        this.name = name;
        this.server = server;
    }

    /** A self-signed certificate, which is its own authority, made by the keytool of this Java. */
    static KeyStore newKeyStore(Path folder, String host) throws Exception {
        Path file = folder.resolve("webhook.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = List.of(
                keytool,
                "-genkeypair",
                "-alias",
                "webhook",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=webhook",
                "-ext",
                "san=dns:" + host,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD);
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IllegalStateException("keytool ended with " + code);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    /** The caBundle for webhook configurations: PEM in Base64. */
    static String caBundle(KeyStore store) throws GeneralSecurityException {
        String body = Base64.getMimeEncoder()
                .encodeToString(store.getCertificate("webhook").getEncoded());
        String pem = "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }

    static RecordingWebhook start(String name, KeyStore store) throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new PrefersHttp2(context(store)));
        RecordingWebhook webhook = new RecordingWebhook(name, server);
        server.setExecutor(webhook.threads);
        server.createContext("/", webhook::answer);
        server.start();
        return webhook;
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<String> protocols() {
        return List.copyOf(protocols);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            protocols.add(exchange.getProtocol());
            AdmissionReview request = json.unmarshal(exchange.getRequestBody(), AdmissionReview.class);
            String patch = "[{\"op\":\"add\",\"path\":\"/metadata/annotations\",\"value\":{\"%s\":\"%s\"}}]"
                    .formatted(ANNOTATION, name);
            AdmissionReview review = new AdmissionReviewBuilder()
                    .withNewResponse()
                    .withUid(request.getRequest().getUid())
                    .withAllowed(true)
                    .withPatchType("JSONPatch")
                    .withPatch(Base64.getEncoder().encodeToString(patch.getBytes(StandardCharsets.UTF_8)))
                    .endResponse()
                    .build();
            byte[] body = json.asJson(review).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Would take HTTP/2, which this server can't speak, if the caller offered it: so a caller that gets through did not. */
    private static final class PrefersHttp2 extends HttpsConfigurator {
        PrefersHttp2(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            parameters.setSSLParameters(tls);
        }
    }
}
