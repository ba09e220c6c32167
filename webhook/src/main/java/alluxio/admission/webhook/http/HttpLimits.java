package alluxio.admission.webhook.http;

import java.time.Duration;

/**
 * The limits of the listener.
 *
 * @param connections open at once; at this number each new one closes another one
 * @param handshakes at once; at this number each new one ends the oldest
 */
public record HttpLimits(int connections, int handshakes, HeadLimits head, PhaseTimes times) {

    /**
     * @param bytes of a head in all
     * @param lineBytes of the request line, and of each header
     * @param fields headers of a request
     */
    public record HeadLimits(int bytes, int lineBytes, int fields) {}

    /**
     * How long each phase of a connection may last. Time in which the server itself did not read does not count.
     *
     * @param handshake of TLS, from the accepted connection on
     * @param head from its first byte to its end
     * @param body from the end of the head to the end of the body
     * @param answer until the client has taken the response
     * @param idle between requests, and before the first
     */
    public record PhaseTimes(Duration handshake, Duration head, Duration body, Duration answer, Duration idle) {}

    public HttpLimits withTimes(PhaseTimes newTimes) {
        return new HttpLimits(connections, handshakes, head, newTimes);
    }

    public HttpLimits withConnections(int newConnections, int newHandshakes) {
        return new HttpLimits(newConnections, newHandshakes, head, times);
    }
}
