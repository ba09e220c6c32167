package alluxio.admission.webhook.tls;

import alluxio.admission.certs.KeyMaterial;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.util.TrustManagerFactoryWrapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The TLS settings of the server: 1.3, and 1.2 only with forward secrecy and authenticated encryption, which every API server
 * since Kubernetes 1.30 supports.
 */
public final class ServerTls {

    /**
     * The server's order counts. All of them are as strong as it needs; but without the JVM's second compiler, a record of 4 KiB
     * takes 20 µs of CPU time with ChaCha20 and 70 µs with AES, whose instructions only that compiler uses.
     */
    private static final List<String> CIPHERS = List.of(
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** TLS sessions that are cached for resumption. The JDK's own limit is 20,480. */
    public static final int SESSIONS = 256;

    /** For how many seconds a session is cached. The JDK's own limit is a day. */
    public static final int SESSION_SECONDS = 600;

    private ServerTls() {}

    /**
     * A context for new connections.
     *
     * @param clients the CAs of clients; empty when no client certificate is required
     * @throws IllegalArgumentException when the JDK cannot use the certificate or its key
     */
    public static SslContext of(KeyMaterial identity, Optional<ClientTrust> clients) {
        try {
            // Netty's builder would first load BouncyCastle's provider and try out contexts of its own: some 400
            // classes.
            return new JdkSslContext(
                    context(identity, clients),
                    false,
                    CIPHERS,
                    IdentityCipherSuiteFilter.INSTANCE,
                    new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_1_1),
                    clients.isPresent() ? ClientAuth.REQUIRE : ClientAuth.NONE,
                    PROTOCOLS.toArray(String[]::new),
                    false);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the certificate cannot be served: " + e.getMessage(), e);
        }
    }

    private static SSLContext context(KeyMaterial identity, Optional<ClientTrust> clients)
            throws GeneralSecurityException, IOException {
        // None at all, where no client is asked for a certificate: with null, the JDK would read the CAs of the web.
        TrustManager[] trust = clients.map(each -> each.manager(identity))
                .map(manager -> new TrustManagerFactoryWrapper(manager).getTrustManagers())
                .orElse(new TrustManager[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(identity), trust, null);
        context.getServerSessionContext().setSessionCacheSize(SESSIONS);
        context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
        return context;
    }

    /**
     * The store never leaves the memory, so its key needs no protection. One of the type PKCS12 would encrypt and decrypt it with
     * ten thousand rounds of a hash, which takes longer than all else that is done for a context.
     */
    static KeyManager[] keys(KeyMaterial identity) throws GeneralSecurityException, IOException {
        char[] noPassword = {};
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, noPassword);
        store.setKeyEntry("server", identity.key(), noPassword, identity.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, noPassword);
        return factory.getKeyManagers();
    }
}
