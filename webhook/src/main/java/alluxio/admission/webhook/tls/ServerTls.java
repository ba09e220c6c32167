package alluxio.admission.webhook.tls;

import alluxio.admission.certs.KeyMaterial;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * The TLS settings of the server: 1.3, and 1.2 only with forward secrecy and authenticated encryption, which every API server
 * since Kubernetes 1.30 supports.
 */
public final class ServerTls {

    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

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
            SslContextBuilder builder = SslContextBuilder.forServer(identity.key(), identity.chain())
                    .sslProvider(SslProvider.JDK)
                    .sessionCacheSize(SESSIONS)
                    .sessionTimeout(SESSION_SECONDS)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(CIPHERS, IdentityCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_1_1));
            clients.ifPresent(trust -> builder.clientAuth(ClientAuth.REQUIRE).trustManager(trust.manager(identity)));
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("the certificate cannot be served: " + e.getMessage(), e);
        }
    }
}
