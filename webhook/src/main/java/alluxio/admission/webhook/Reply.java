package alluxio.admission.webhook;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * Writes the one answer to a request, and sees to what is left of the connection: a body that was not read is read past,
 * within bounds, because a client that is still sending never gets to see an answer that comes with a reset.
 */
final class Reply {

    private static final long MOST_READ_PAST = 16 << 20;
    private static final long LONGEST_READ_PAST_MILLIS = 2_000;

    private final Parts parts;
    private final HttpServerRequest request;
    private boolean counted = true;
    private long readPast;

    Reply(Parts parts, HttpServerRequest request) {
        this.parts = parts;
        this.request = request;
        parts.connections().requestBegins(request.connection());
    }

    void json(Buffer body) {
        send(200, "application/json", body);
    }

    /** One line for who reads it. */
    void text(int status, String line) {
        HttpServerResponse response = request.response();
        switch (status) {
            case 405 -> response.putHeader(HttpHeaders.ALLOW, "POST");
            case 503 -> response.putHeader(HttpHeaders.RETRY_AFTER, "1");
            default -> {}
        }
        send(status, "text/plain; charset=utf-8", Buffer.buffer(line + "\n"));
    }

    /** The client is gone; there is nobody to answer. */
    void abandoned() {
        uncount();
    }

    private void send(int status, String contentType, Buffer body) {
        HttpServerResponse response = request.response();
        boolean http2 = request.version() == HttpVersion.HTTP_2;
        boolean close = parts.draining() || status == 408 || status == 413;
        if (response.closed() || response.ended()) {
            uncount();
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        if (close && !http2) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        boolean late = status == 408;
        response.end(body).onComplete(_ -> {
            uncount();
            if (parts.draining()) {
                Connections.sayGoodbye(request.connection());
            }
            if (late) {
                closeOrReset(true);
            } else if (request.isEnded()) {
                closeOrReset(close && !http2);
            } else {
                readPast(close && !http2);
            }
        });
    }

    private void readPast(boolean thenClose) {
        long timer = parts.vertx().setTimer(LONGEST_READ_PAST_MILLIS, _ -> closeOrReset(true));
        request.exceptionHandler(_ -> parts.vertx().cancelTimer(timer));
        request.handler(part -> {
            readPast += part.length();
            if (readPast > MOST_READ_PAST) {
                closeOrReset(true);
            }
        });
        request.endHandler(_ -> {
            parts.vertx().cancelTimer(timer);
            closeOrReset(thenClose);
        });
        request.resume();
    }

    /** On HTTP/2 only the stream ends; the connection may carry others. */
    private void closeOrReset(boolean close) {
        if (!close) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(0);
        } else {
            request.connection().close();
        }
    }

    private void uncount() {
        if (counted) {
            counted = false;
            parts.connections().requestEnds(request.connection());
        }
    }
}
