package alluxio.admission.webhook.tls;

import alluxio.admission.certs.KeyMaterial;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS of a client in the server's own process, which talks to that server alone. */
public final class LoopbackTls {
    private LoopbackTls() {}

    /**
     * Presents the server's own certificate where one is required, which {@link ClientTrust} accepts. Does not verify the server's:
     * it may name other hosts, and may just have been replaced.
     */
    public static SSLContext of(KeyMaterial identity) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(ServerTls.keys(identity), new TrustManager[] {new Itself()}, null);
            return context;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalArgumentException("the certificate cannot be presented: " + e.getMessage(), e);
        }
    }

    /** Of the extended kind, which the JDK asks alone: it adds no checks of names. */
    private static final class Itself extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
