package alluxio.admission.webhook;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What can be said about a request by its head, before any of its body is read. */
final class RequestGate {

    /** A refusal in HTTP's terms; the message is one line of plain text. */
    record Rejection(int status, String message) {}

    private final ServerSettings settings;

    RequestGate(ServerSettings settings) {
        this.settings = settings;
    }

    /** Why the request is not for this endpoint; empty when it is. */
    Optional<Rejection> check(HttpServerRequest request, Endpoint endpoint) {
        if (!request.method().equals(HttpMethod.POST)) {
            return reject(405, request.method() + " is not possible here; POST is");
        }
        String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (!isJson(contentType)) {
            return reject(415, "the content type must be application/json");
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            return reject(415, "the content encoding must be identity: compressed bodies are not read");
        }
        if (deadline(request).isEmpty()) {
            return reject(400, "timeout must be a positive duration such as 3s, 500ms or 1m30s");
        }
        Optional<Long> length = declaredLength(request);
        if (length.isEmpty()) {
            return reject(400, "the content length is not a number");
        }
        return length.get() > endpoint.maxBytes() ? Optional.of(tooLarge(endpoint)) : Optional.empty();
    }

    static Rejection tooLarge(Endpoint endpoint) {
        return new Rejection(413, "the body is too large: at most " + endpoint.maxBytes() + " bytes are read");
    }

    /** A body that is not too large, but whose objects and lists would take more memory than all trees may. */
    static Rejection tooHeavy(long weight, long capacity) {
        return new Rejection(
                413,
                "the body is too large: what it holds would take " + mib(weight) + " MiB of memory, and "
                        + mib(capacity) + " MiB are there for all");
    }

    private static long mib(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /** How long the request may take in all; empty when what it says is no duration. */
    Optional<Duration> deadline(HttpServerRequest request) {
        String timeout = request.getParam("timeout");
        if (timeout == null) {
            return Optional.of(settings.defaultDeadline());
        }
        return GoDuration.parsePositive(timeout)
                .map(wanted -> wanted.compareTo(settings.longestDeadline()) > 0 ? settings.longestDeadline() : wanted);
    }

    /** Bytes; -1 when the request does not say; empty when it says nonsense. */
    static Optional<Long> declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return Optional.of(-1L);
        }
        boolean digits =
                !length.isEmpty() && length.length() <= 18 && length.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.parseLong(length)) : Optional.empty();
    }

    private static boolean isJson(@org.jspecify.annotations.Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals("application/json")) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=")
                    && !parameter.equals("charset=utf-8")
                    && !parameter.equals("charset=utf8")) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Rejection> reject(int status, String message) {
        return Optional.of(new Rejection(status, message));
    }
}
