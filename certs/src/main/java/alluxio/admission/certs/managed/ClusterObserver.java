package alluxio.admission.certs.managed;

import alluxio.admission.certs.managed.CaResources.StoredConfiguration;
import alluxio.admission.certs.managed.CaResources.StoredSecret;
import alluxio.admission.certs.rotation.ConfigurationState;
import alluxio.admission.certs.rotation.ConfigurationState.Entry;
import alluxio.admission.certs.rotation.Observation;
import alluxio.admission.certs.rotation.SecretState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Looks at the cluster. What cannot be read is part of what is seen. Used by one thread. */
final class ClusterObserver {
    private final CaResources cluster;
    private final AuthorityRegistry vault;
    private final CaSecretCodec codec;
    private final InstantSource clock;
    /** What was made of each object at its version, by name: checking signatures at every look is for nothing. */
    private final Map<String, Known> known = new HashMap<>();

    private record Known(String resourceVersion, Object state) {}

    ClusterObserver(CaResources cluster, AuthorityRegistry vault, CaSecretCodec codec, InstantSource clock) {
        this.cluster = cluster;
        this.vault = vault;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * @param stored the configurations that exist, as they were read
     * @param problem the first reading that failed; empty when none did
     */
    record View(Observation observation, SortedMap<String, StoredConfiguration> stored, String problem) {}

    /** The Secret first: what it says is then no newer than the configurations. */
    View look() {
        Instant readAt = clock.instant();
        SortedMap<String, StoredConfiguration> stored = new TreeMap<>();
        SortedMap<String, ConfigurationState> configurations = new TreeMap<>();
        SecretState secret = secret();
        String problem = secret instanceof SecretState.Unreadable unreadable ? unreadable.why() : "";
        for (String name : cluster.configurations()) {
            ConfigurationState state = configuration(name, stored);
            configurations.put(name, state);
            if (problem.isEmpty() && state instanceof ConfigurationState.Unreadable unreadable) {
                problem = unreadable.why();
            }
        }
        return new View(new Observation(secret, configurations, readAt), stored, problem);
    }

    private SecretState secret() {
        try {
            Optional<StoredSecret> secret = cluster.readSecret();
            if (secret.isEmpty()) {
                return new SecretState.Absent();
            }
            String version = secret.get().resourceVersion();
            return once("Secret", version, SecretState.Present.class, () -> {
                CaSecretCodec.Content content = codec.read(secret.get().data());
                return new SecretState.Present(version, content.authorities(), content.problems());
            });
        } catch (ApiServerException e) {
            return new SecretState.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private ConfigurationState configuration(String name, SortedMap<String, StoredConfiguration> stored) {
        try {
            Optional<StoredConfiguration> configuration = cluster.readConfiguration(name);
            if (configuration.isEmpty()) {
                return new ConfigurationState.Gone();
            }
            stored.put(name, configuration.get());
            return once(name, configuration.get().resourceVersion(), ConfigurationState.Live.class, () -> {
                List<Entry> entries = configuration.get().caBundles().values().stream()
                        .map(bundle -> CaBundleCodec.read(bundle, vault))
                        .toList();
                return new ConfigurationState.Live(entries);
            });
        } catch (ApiServerException e) {
            return new ConfigurationState.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private <T> T once(String name, String version, Class<T> type, Supplier<T> reading) {
        Known before = known.get(name);
        if (before == null || !before.resourceVersion().equals(version)) {
            before = new Known(version, reading.get());
            known.put(name, before);
        }
        return type.cast(before.state());
    }
}
