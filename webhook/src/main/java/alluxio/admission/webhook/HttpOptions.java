package alluxio.admission.webhook;

import alluxio.admission.webhook.tls.TlsIdentity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.concurrent.TimeUnit;

/** Our settings in Vert.x's terms. */
final class HttpOptions {
    private HttpOptions() {}

    static HttpServerConfig server(ServerSettings settings) {
        HttpServerConfig config = new HttpServerConfig()
                .setHost(settings.host())
                .setPort(settings.port())
                .setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1, HttpVersion.HTTP_2);
        config.getTcpConfig().setSsl(true);
        return config;
    }

    static ServerSSLOptions tls(ServerSettings settings, TlsIdentity identity) {
        return new ServerSSLOptions()
                .setUseAlpn(true)
                .setSslHandshakeTimeout(settings.handshakeTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(identity.chainPem()))
                        .addKeyValue(Buffer.buffer(identity.keyPem())));
    }
}
