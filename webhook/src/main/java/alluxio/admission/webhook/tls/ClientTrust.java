package alluxio.admission.webhook.tls;

import alluxio.admission.certs.KeyMaterial;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The CAs that must have signed the certificates of clients. Immutable. */
public final class ClientTrust {

    private final X509TrustManager authorities;

    private ClientTrust(X509TrustManager authorities) {
        this.authorities = authorities;
    }

    /** @throws IllegalArgumentException when there is none, or one cannot be used as a CA */
    public static ClientTrust of(List<X509Certificate> authorities) {
        if (authorities.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate");
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("client-ca-" + i, authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return new ClientTrust(x509);
                }
            }
            throw new IllegalArgumentException("this Java has no PKIX trust manager");
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalArgumentException("the certificates cannot be trusted: " + e.getMessage(), e);
        }
    }

    /** @param own the server's own certificate, which its warm-up requests present; no other client has its key */
    X509TrustManager manager(KeyMaterial own) {
        return new Clients(authorities, own.leaf());
    }

    /**
     * Names no CA when it asks for a certificate: an API server presents the one that it is configured with anyway, also after
     * the bundle has changed.
     */
    private record Clients(X509TrustManager authorities, X509Certificate own) implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            if (chain.length > 0 && chain[0].equals(own)) {
                return;
            }
            authorities.checkClientTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("this is a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
