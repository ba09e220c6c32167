package alluxio.admission.webhook;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a path to its endpoint; everything else gets one line. */
final class Routes {
    private static final Logger log = LoggerFactory.getLogger(Routes.class);

    private Routes() {}

    static Handler<HttpServerRequest> build(Vertx vertx, List<Endpoint> endpoints, Parts parts) {
        Router router = Router.router(vertx);
        for (Endpoint endpoint : endpoints) {
            router.route(endpoint.path()).handler(context -> new Exchange(parts, endpoint, context.request()).begin());
        }
        router.route().handler(context -> {
            parts.metrics().rejected(404);
            context.request().pause();
            new Reply(parts, context.request()).text(404, "there is nothing at this path");
        });
        router.errorHandler(400, context -> {
            parts.metrics().rejected(400);
            new Reply(parts, context.request()).text(400, "the request is not valid HTTP");
        });
        router.errorHandler(500, context -> {
            log.error("A request failed before it was decided on", context.failure());
            parts.metrics().rejected(500);
            new Reply(parts, context.request())
                    .text(500, "the request could not be handled because of an internal error");
        });
        return router;
    }

    /** What HTTP itself does not allow: a header too long, a length that is none. */
    static void malformed(HttpServerRequest request, AdmissionMetrics metrics) {
        Throwable cause = request.decoderResult().cause();
        int status = cause instanceof io.netty.handler.codec.http.TooLongHttpHeaderException
                ? 431
                : cause instanceof io.netty.handler.codec.http.TooLongHttpLineException ? 414 : 400;
        metrics.rejected(status);
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(status == 400 ? "the request is not valid HTTP\n" : "the head of the request is too long\n")
                .onComplete(_ -> request.connection().close());
    }
}
