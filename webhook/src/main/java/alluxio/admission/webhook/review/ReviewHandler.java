package alluxio.admission.webhook.review;

/** Decides. Called on several threads at once, never on an event loop. */
@FunctionalInterface
public interface ReviewHandler {

    /**
     * Anything thrown is a failure of ours: HTTP 500, logged, without a word about it to the client.
     *
     * @param request its trees are not to be changed
     */
    AdmissionAnswer handle(AdmissionRequest request);
}
