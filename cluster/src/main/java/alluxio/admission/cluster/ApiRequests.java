package alluxio.admission.cluster;

import java.net.HttpURLConnection;

/** Plain requests to an API server with the rights of its caller. Nothing is retried, and an HTTP error is an answer. */
public interface ApiRequests {

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
    }

    /** @param path with its query, from the first slash on */
    ApiAnswer get(String path);

    /** @param json the body */
    ApiAnswer post(String path, String json);
}
