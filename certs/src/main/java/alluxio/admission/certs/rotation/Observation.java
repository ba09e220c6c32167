package alluxio.admission.certs.rotation;

import alluxio.admission.certs.rotation.ConfigurationState.Gone;
import alluxio.admission.certs.rotation.ConfigurationState.Live;
import alluxio.admission.certs.rotation.ConfigurationState.Unreadable;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a replica has read: first the Secret, then the configurations, which are therefore never older.
 *
 * @param configurations by name
 * @param readAt the time before the first read
 */
public record Observation(SecretState secret, SortedMap<String, ConfigurationState> configurations, Instant readAt) {
    public Observation {
        configurations = new TreeMap<>(configurations);
    }

    /** Whether each configuration that exists was read, and all its webhooks trust the CA. */
    boolean trusts(String id) {
        return configurations.values().stream().allMatch(state -> switch (state) {
            case Gone _ -> true;
            case Unreadable _ -> false;
            case Live live -> live.trusts(id);
        });
    }

    boolean isComplete() {
        return configurations.values().stream().noneMatch(Unreadable.class::isInstance);
    }

    /** All CAs of this installation that some webhook trusts. */
    List<Authority> found() {
        return live().flatMap(Live::found).distinct().toList();
    }

    Stream<Live> live() {
        return configurations.values().stream().filter(Live.class::isInstance).map(Live.class::cast);
    }
}
