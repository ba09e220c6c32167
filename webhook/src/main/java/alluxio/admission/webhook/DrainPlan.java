package alluxio.admission.webhook;

import java.time.Duration;

/** How the grace period is divided: waiting for the endpoints, lingering, and the rest for requests in flight. */
record DrainPlan(Duration endpointsDelay, Duration linger, Duration rest) {

    /** When the period is too short for all of it, half of it is kept for requests in flight. */
    static DrainPlan within(Duration grace, Duration endpointsDelay, Duration linger) {
        Duration delay = shorter(endpointsDelay, grace.dividedBy(4));
        Duration lingering = shorter(linger, grace.dividedBy(4));
        if (endpointsDelay.plus(linger).compareTo(grace.dividedBy(2)) <= 0) {
            delay = endpointsDelay;
            lingering = linger;
        }
        return new DrainPlan(delay, lingering, grace.minus(delay).minus(lingering));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
