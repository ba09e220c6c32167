package alluxio.admission.cluster;

import io.fabric8.kubernetes.client.vertx5.Vertx5HttpClientFactory;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.ext.web.client.WebClientOptions;

/** HTTP for watches: closes connections on which nothing arrives, not even the answer to a ping. */
final class WatchingClientFactory extends Vertx5HttpClientFactory {
    /** A watch by plain HTTP, where WebSockets do not get through, has no pings, but a bookmark each minute. */
    private static final int SILENT_HTTP_SECONDS = 150;

    /** For connections of lists, which are needed again only after a watch has failed. */
    private static final int UNUSED_HTTP_SECONDS = 5;

    private final WatchTiming timing;

    WatchingClientFactory(WatchTiming timing) {
        this.timing = timing;
    }

    @Override
    protected void additionalConfig(WebClientOptions http, WebSocketClientOptions webSockets, PoolOptions connections) {
        http.setReadIdleTimeout(SILENT_HTTP_SECONDS);
        http.setKeepAliveTimeout(UNUSED_HTTP_SECONDS);
        webSockets.setReadIdleTimeout(Math.toIntExact(timing.silence().toSeconds()));
    }
}
