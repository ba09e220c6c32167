package alluxio.admission.webhook.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/** Responses as Netty's encoder takes them. */
final class NettyResponses {
    /** A body this small is read to its end before an error is answered, so that the connection can go on. */
    private static final int SMALL_BODY = 64 << 10;

    private NettyResponses() {}

    static FullHttpResponse of(SimpleResponse simple) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(simple.status()),
                Unpooled.wrappedBuffer(simple.body()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, simple.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, simple.body().length);
        switch (simple.status()) {
            case 405 -> response.headers().set(HttpHeaderNames.ALLOW, "POST");
            case 503 -> response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
            default -> {}
        }
        return response;
    }

    /** The last one on its connection. */
    static FullHttpResponse last(SimpleResponse simple) {
        FullHttpResponse response = of(simple);
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    /** {@code 100 Continue}. */
    static FullHttpResponse continueWithBody() {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
    }

    /** Whether the client sends a small body anyway, so that its connection can go on after the response. */
    static boolean canWaitForBody(SimpleResponse simple, HttpRequest head) {
        long length = HttpUtil.isTransferEncodingChunked(head) ? -1 : HttpUtil.getContentLength(head, 0L);
        return simple.status() != 503
                && simple.status() != 408
                && length >= 0
                && length <= SMALL_BODY
                && !HttpUtil.is100ContinueExpected(head);
    }
}
