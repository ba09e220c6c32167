package alluxio.admission.certs.managed;

import alluxio.admission.certs.managed.CaResources.StoredConfiguration;
import alluxio.admission.certs.managed.CaResources.StoredSecret;
import alluxio.admission.certs.rotation.ConfigurationState;
import alluxio.admission.certs.rotation.ConfigurationState.CaBundle;
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

/** Reads the Secret and the webhook configurations. What cannot be read is part of the result. Used by one thread. */
final class ClusterObserver {
    private final CaResources cluster;
    private final AuthorityRegistry registry;
    private final CaSecretCodec secretCodec;
    private final InstantSource clock;
    /** What each object was parsed to, by its name; parsing verifies signatures, so an unchanged version is not parsed again. */
    private final Map<String, Parsed> cache = new HashMap<>();

    private record Parsed(String resourceVersion, Object state) {}

    ClusterObserver(CaResources cluster, AuthorityRegistry registry, CaSecretCodec secretCodec, InstantSource clock) {
        this.cluster = cluster;
        this.registry = registry;
        this.secretCodec = secretCodec;
        this.clock = clock;
    }

    /**
     * The result of one reading.
     *
     * @param stored the configurations that exist, as they were read
     * @param problem the first read that failed; empty when none did
     */
    record ObservedState(Observation observation, SortedMap<String, StoredConfiguration> stored, String problem) {}

    /** Reads the Secret first: it is then never newer than the configurations. */
    ObservedState observe() {
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
        return new ObservedState(new Observation(secret, configurations, readAt), stored, problem);
    }

    private SecretState secret() {
        try {
            Optional<StoredSecret> secret = cluster.readSecret();
            if (secret.isEmpty()) {
                return new SecretState.Absent();
            }
            String version = secret.get().resourceVersion();
            return parsedOnce("Secret", version, SecretState.Present.class, () -> {
                CaSecretCodec.Content content = secretCodec.decode(secret.get().data());
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
            return parsedOnce(name, configuration.get().resourceVersion(), ConfigurationState.Live.class, () -> {
                List<CaBundle> bundles = configuration.get().caBundles().values().stream()
                        .map(bundle -> CaBundleCodec.decode(bundle, registry))
                        .toList();
                return new ConfigurationState.Live(bundles);
            });
        } catch (ApiServerException e) {
            return new ConfigurationState.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private <T> T parsedOnce(String name, String version, Class<T> type, Supplier<T> parse) {
        Parsed before = cache.get(name);
        if (before == null || !before.resourceVersion().equals(version)) {
            before = new Parsed(version, parse.get());
            cache.put(name, before);
        }
        return type.cast(before.state());
    }
}
