package alluxio.admission.webhook;

import java.time.Duration;

/** How the grace period is spent: waiting for the endpoints, lingering, and the rest for what is under way. */
record DrainPlan(Duration endpointsDelay, Duration linger, Duration rest) {

    /** A period too short for all of it keeps half for what is under way. */
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
