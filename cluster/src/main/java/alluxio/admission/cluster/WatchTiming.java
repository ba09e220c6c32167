package alluxio.admission.cluster;

import java.time.Duration;

/**
 * How soon it is noticed that the connection of a watch has died without a word, as after a machine was lost. Whole seconds.
 *
 * @param ping how often the API server is pinged, which it answers
 * @param silence a connection that hears nothing for that long is closed
 */
public record WatchTiming(Duration ping, Duration silence) {
    /** Closed after three pings. */
    public static final WatchTiming DEFAULTS = new WatchTiming(Duration.ofSeconds(5), Duration.ofSeconds(15));
}
