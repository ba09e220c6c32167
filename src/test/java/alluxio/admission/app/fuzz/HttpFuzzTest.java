package alluxio.admission.app.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.app.server.CertificateSources;
import alluxio.admission.app.server.DecisionEngine;
import alluxio.admission.app.server.WebhookService;
import alluxio.admission.certs.CertificateAuthority;
import alluxio.admission.webhook.ServerSettings;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever is sent to the port: no answer says that the server failed, only that it is overloaded, late, or asked for a version or coding it does not know; every connection
 * ends, and a healthy request afterwards is answered.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpFuzzTest {
    /** It decides nothing but that something hangs: twice what the server gives an incomplete request. */
    private static final int HANG_MILLIS = 60_000;

    /** How long an answer may take until the other side of the connection is closed. */
    private static final int ANSWER_MILLIS = 1_000;

    private static final int HEALTHY_EVERY = 32;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");

    /** Not known (a coding, a version), overload, a deadline: none is a failure. */
    private static final List<String> ALLOWED = List.of("501", "503", "504", "505");

    private static final String REVIEW = """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"healthy",\
            "kind":{"group":"","version":"v1","kind":"Pod"},"resource":{"group":"","version":"v1","resource":"pods"},\
            "operation":"CREATE","namespace":"lab","name":"a","object":{"apiVersion":"v1","kind":"Pod",\
            "metadata":{"name":"a"},"spec":{"containers":[{"name":"app","image":"app"}]}}}}""";

    private final CertificateAuthority authority =
            CertificateAuthority.create("fuzz", Duration.ofDays(1), InstantSource.system());
    private final WebhookService service = WebhookService.start(
            ServerSettings.defaults().withAddress("127.0.0.1", 0),
            0,
            CertificateSources.fixed(authority.issue(List.of("localhost"), Duration.ofDays(1)), InstantSource.system()),
            DecisionEngine.fixed(TestConfigurations.everything(), InstantSource.system()));
    private final SSLContext trust = trust(authority);
    private int sent;

    @BeforeAll
    void isHealthyBefore() throws IOException {
        healthy();
    }

    @AfterAll
    void isHealthyAfter() throws IOException {
        healthy();
        service.close();
    }

    @FuzzTest
    @DictionaryFile(resourcePath = "/alluxio/admission/app/fuzz/http.dict")
    void http(byte[] bytes) throws IOException {
        String answers = answersTo(bytes);
        Matcher status = STATUS.matcher(answers);
        while (status.find()) {
            String code = String.valueOf(status.group(1));
            assertThat(code.startsWith("5") && !ALLOWED.contains(code))
                    .as(answers)
                    .isFalse();
        }
        sent++;
        if (sent % HEALTHY_EVERY == 0) {
            healthy();
        }
    }

    private void healthy() throws IOException {
        byte[] request = ("POST /mutate?timeout=10s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Connection: close\r\nContent-Length: " + REVIEW.length() + "\r\n\r\n" + REVIEW)
                .getBytes(ISO_8859_1);
        assertThat(answersTo(request)).startsWith("HTTP/1.1 200").contains("\"uid\":\"healthy\"");
    }

    /** Sends, says that no more will come, and reads to the end. */
    private String answersTo(byte[] bytes) throws IOException {
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", service.port())) {
            socket.setSoTimeout(HANG_MILLIS);
            socket.startHandshake();
            ByteArrayOutputStream answers = new ByteArrayOutputStream();
            try {
                OutputStream out = socket.getOutputStream();
                out.write(bytes);
                out.flush();
                if (new String(bytes, ISO_8859_1).contains("Connection: close")) {
                    readWhile(socket, ANSWER_MILLIS, answers);
                }
                socket.shutdownOutput();
                if (!readWhile(socket, HANG_MILLIS, answers)) {
                    throw new AssertionError("the connection hangs");
                }
            } catch (IOException e) {
                // The server has closed it while we were writing.
            }
            return answers.toString(ISO_8859_1);
        }
    }

    /** False when nothing came for so long, true at the end. */
    private static boolean readWhile(SSLSocket socket, int millis, ByteArrayOutputStream answers) throws IOException {
        socket.setSoTimeout(millis);
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answers.write(next);
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static SSLContext trust(CertificateAuthority authority) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(
                                    authority.certificatePem().getBytes(ISO_8859_1))));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (java.security.GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
