package alluxio.admission.webhook.http;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A whole HTTP response. */
public final class SimpleResponse {
    private final int status;
    private final String contentType;
    private final byte[] body;

    private SimpleResponse(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    /** @param body owned by the response from now on; it is not copied */
    public static SimpleResponse json(byte[] body) {
        return new SimpleResponse(200, "application/json", body);
    }

    /** One line of plain text. */
    public static SimpleResponse line(int status, String line) {
        return new SimpleResponse(status, "text/plain; charset=utf-8", (line + "\n").getBytes(UTF_8));
    }

    /** For HEAD, whose response ends with its headers. */
    SimpleResponse withoutBody() {
        return new SimpleResponse(status, contentType, new byte[0]);
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }
}
