package alluxio.admission.webhook;

import io.netty.channel.EventLoop;

/**
 * What the handling of one review needs of its server.
 *
 * @param loop the event loop on which everything but deciding happens
 */
record ReviewServices(
        EventLoop loop,
        RequestValidator validator,
        BackPressure backPressure,
        ReviewProcessor processor,
        ReviewRecorder recorder) {

    /**
     * The memory that reviews may take.
     *
     * @param bytes for bodies and responses
     * @param trees for the trees of bodies that are decided on
     * @param maxWaiting how many requests may wait for it
     */
    record BackPressure(BytesInFlight bytes, TreeMemory trees, int maxWaiting) {}
}
