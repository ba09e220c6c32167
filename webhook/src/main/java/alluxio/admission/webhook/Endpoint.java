package alluxio.admission.webhook;

import alluxio.admission.webhook.review.ReviewHandler;

/**
 * A path of the server, and its handler.
 *
 * @param path such as {@code /mutate}
 * @param maxBytes of a body; a larger one is answered with 413
 */
public record Endpoint(String path, int maxBytes, ReviewHandler handler) {}
