package alluxio.admission.cluster;

import alluxio.admission.model.kube.JsonNodes;
import java.net.HttpURLConnection;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plain requests to an API server with the rights of its caller. Nothing is retried, and an HTTP error is an answer. */
public interface ApiRequests {
    /** Of an answer of the API server: more than a page of 500 objects of usual size. */
    int MOST_BYTES = 256 << 20;

    /**
     * An answer of the API server, or of a pod behind its proxy.
     *
     * @param code of HTTP; 0 when there was no answer
     * @param body as it came; without an answer, why there is none
     */
    record ApiAnswer(int code, String body) {
        public boolean isOk() {
            return code >= HttpURLConnection.HTTP_OK && code < HttpURLConnection.HTTP_MULT_CHOICE;
        }

        /** Whether the API server was not reached at all. */
        public boolean isUnreached() {
            return code == 0;
        }

        /** Whether the caller lacks the right. */
        public boolean isForbidden() {
            return code == HttpURLConnection.HTTP_FORBIDDEN || code == HttpURLConnection.HTTP_UNAUTHORIZED;
        }

        /** The body; missing where it is no JSON. */
        public JsonNode json() {
            try {
                return JsonMapper.shared().readTree(body);
            } catch (JacksonException e) {
                return JsonMapper.shared().missingNode();
            }
        }

        /** Of an answer that is not ok: the API server's own words, or the code. */
        public String problem() {
            if (isUnreached()) {
                return body;
            }
            String message = JsonNodes.text(json(), "message");
            return message.isEmpty() ? "HTTP " + code : message;
        }
    }

    /**
     * @param path with its query, from the first slash on
     * @param mostBytes of the answer; a longer one counts as none, as any pod may be on its other side
     */
    ApiAnswer get(String path, int mostBytes);

    /** What the API server itself answers. */
    default ApiAnswer get(String path) {
        return get(path, MOST_BYTES);
    }

    /** @param json the body */
    ApiAnswer post(String path, String json);
}
