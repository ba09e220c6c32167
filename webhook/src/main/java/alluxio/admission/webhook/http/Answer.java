package alluxio.admission.webhook.http;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A whole HTTP answer. */
public final class Answer {
    private final int status;
    private final String contentType;
    private final byte[] body;

    private Answer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    /** @param body is the answer's from now on; it is not copied */
    public static Answer json(byte[] body) {
        return new Answer(200, "application/json", body);
    }

    /** One line of plain text. */
    public static Answer line(int status, String line) {
        return new Answer(status, "text/plain; charset=utf-8", (line + "\n").getBytes(UTF_8));
    }

    /** For HEAD, whose answer ends with its headers. */
    Answer withoutBody() {
        return new Answer(status, contentType, new byte[0]);
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
