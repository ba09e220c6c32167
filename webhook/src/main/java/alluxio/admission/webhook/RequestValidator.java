package alluxio.admission.webhook;

import alluxio.admission.webhook.http.IncomingRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the head of a request before any of its body is read. */
final class RequestValidator {

    /** An HTTP error; the message is one line of plain text. */
    record Rejection(int status, String message) {}

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final ServerSettings settings;

    RequestValidator(ServerSettings settings) {
        this.settings = settings;
    }

    /** Why the request is rejected; empty when it is not. */
    Optional<Rejection> check(IncomingRequest request, Endpoint endpoint) {
        if (!request.method().equals("POST")) {
            return reject(405, known(request.method()) + " is not possible here; POST is");
        }
        String contentType = request.headers().get(HttpHeaderNames.CONTENT_TYPE);
        if (!isJson(contentType)) {
            return reject(415, "the content type must be application/json");
        }
        String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            return reject(415, "the content encoding must be identity: compressed bodies are not read");
        }
        if (deadline(request).isEmpty()) {
            return reject(400, "timeout must be a positive duration such as 3s, 500ms or 1m30s");
        }
        return declaredLength(request).orElse(0) > endpoint.maxBytes()
                ? Optional.of(tooLarge(endpoint))
                : Optional.empty();
    }

    static Rejection tooLarge(Endpoint endpoint) {
        return new Rejection(413, "the body is too large: at most " + endpoint.maxBytes() + " bytes are read");
    }

    /** For a body that is not too large, but whose tree would be too heavy. */
    static Rejection tooHeavy(long weight, long heaviest) {
        return new Rejection(
                413,
                "the body is too large: what it holds would take " + mib(weight) + " MiB of memory; at most "
                        + mib(heaviest) + " MiB are possible");
    }

    private static long mib(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /** How long the request may take in all; empty when its timeout is not a valid duration. */
    Optional<Duration> deadline(IncomingRequest request) {
        String timeout = request.target().query().get("timeout");
        if (timeout == null) {
            return Optional.of(settings.deadlines().byDefault());
        }
        return GoDuration.parsePositive(timeout)
                .map(wanted -> wanted.compareTo(settings.deadlines().longest()) > 0
                        ? settings.deadlines().longest()
                        : wanted);
    }

    /** In bytes; empty for a chunked body. */
    static OptionalLong declaredLength(IncomingRequest request) {
        String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null) {
            return OptionalLong.of(Long.parseLong(length)); // digits: the head was checked
        }
        return request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                ? OptionalLong.empty()
                : OptionalLong.of(0);
    }

    /** The method as a response and the log may repeat it. */
    private static String known(String method) {
        return METHODS.contains(method) ? method : "this method";
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        if (contentType.equals("application/json")) {
            return true; // what API servers send
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
