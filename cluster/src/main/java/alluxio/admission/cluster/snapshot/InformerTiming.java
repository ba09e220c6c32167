package alluxio.admission.cluster.snapshot;

import alluxio.admission.cluster.WatchTiming;
import java.time.Duration;

/**
 * When informers are replaced and started again.
 *
 * @param patience how long an informer may read nothing of its list, before it is replaced
 * @param reconnect how long it may be without its watch after it has listed, before it is replaced: a watch repeats also a request
 *     that is forbidden, and each attempt is a warning of the HTTP client in the log
 * @param firstPause after a failure; it doubles with each further one
 * @param longestPause how long it gets at most
 * @param forbiddenPause how soon a right that was given later takes effect
 * @param watch when the connection of a watch counts as dead
 */
public record InformerTiming(
        Duration patience,
        Duration reconnect,
        Duration firstPause,
        Duration longestPause,
        Duration forbiddenPause,
        WatchTiming watch) {
    /** An API server that comes back is seen within ten seconds, and a new right within fifteen. */
    public static final InformerTiming DEFAULTS = new InformerTiming(
            Duration.ofSeconds(15),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            WatchTiming.DEFAULTS);

    /** @param failures in a row before this one */
    Duration pause(int failures) {
        Duration doubled = firstPause.multipliedBy(1L << Math.min(failures, 10));
        return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
    }
}
