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

/** Answers in Netty's terms. */
final class NettyResponses {
    private NettyResponses() {}

    static FullHttpResponse http(SimpleResponse answer, boolean close) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        if (close) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        switch (answer.status()) {
            case 405 -> response.headers().set(HttpHeaderNames.ALLOW, "POST");
            case 503 -> response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
            default -> {}
        }
        return response;
    }

    static FullHttpResponse goOn() {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
    }

    /** Whether the client sends a small body anyway, so that its connection can go on after the answer. */
    static boolean canWaitForBody(SimpleResponse answer, HttpRequest head, int most) {
        long length = HttpUtil.isTransferEncodingChunked(head) ? -1 : HttpUtil.getContentLength(head, 0L);
        return answer.status() != 503
                && answer.status() != 408
                && length >= 0
                && length <= most
                && !HttpUtil.is100ContinueExpected(head);
    }
}
