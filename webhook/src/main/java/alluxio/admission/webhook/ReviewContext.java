package alluxio.admission.webhook;

import io.netty.channel.EventLoop;

/**
 * What one review needs of its server.
 *
 * @param loop the event loop that everything but deciding happens on
 * @param bytes for bodies and answers
 * @param turns for bodies that are decided on
 * @param waiting how many may wait for their turn
 * @param warmUpUid of the server's own requests, which are neither counted nor logged
 */
record ReviewContext(
        EventLoop loop,
        RequestValidator gate,
        BytesInFlight bytes,
        TreeMemory turns,
        int waiting,
        ReviewProcessor decider,
        AdmissionMetrics metrics,
        RejectionLog turnedAway,
        String warmUpUid) {

    boolean isWarmUp(String uid) {
        return warmUpUid.equals(uid);
    }
}
