package alluxio.admission.webhook;

import alluxio.admission.webhook.review.ReviewHandler;

/**
 * A path of the server, and its handler.
 *
 * @param path such as {@code /mutate}
 * @param maxBytes of a body; a larger one is answered with 413
 */
public record Endpoint(String path, int maxBytes, ReviewHandler handler) {

    /** The bytes of a review with one object, at {@code /mutate}. An object in etcd has at most 1.5 MiB; its JSON may be larger. */
    public static final int ONE_OBJECT = 3 << 20;

    /** The bytes of a review with an object and the one that it replaces, at {@code /validate}. */
    public static final int TWO_OBJECTS = 8 << 20;
}
