package alluxio.admission.webhook.http;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A whole HTTP answer. */
public record Answer(int status, String contentType, byte[] body) {

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
}
