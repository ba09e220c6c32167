package alluxio.admission.injector;

import alluxio.admission.injector.Explanation.Origin;
import alluxio.admission.injector.Explanation.Value;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client must know: its masters, what features need, then the profile's own properties, sorted. */
final class ClientProperties {
    private static final String HOSTNAME = "alluxio.master.hostname";
    private static final String PORT = "alluxio.master.rpc.port";
    private static final String ADDRESSES = "alluxio.master.rpc.addresses";
    private static final Set<String> MASTERS = Set.of(HOSTNAME, PORT, ADDRESSES);

    private ClientProperties() {}

    static Map<String, String> of(Injection injection, Place container) {
        return join(injection.profile(), injection.featureProperties().getOrDefault(container.pointer(), Map.of()));
    }

    /** For a file that the containers of the pod share: what any of them needs, but for what differs by node. */
    static Map<String, String> ofPod(Injection injection) {
        Map<String, String> features = new LinkedHashMap<>();
        injection.featureProperties().values().forEach(features::putAll);
        features.remove(LocalShortCircuitMutator.HOSTNAME);
        return join(injection.profile(), features);
    }

    /** For a client of ours, which has no container in the pod as it was. */
    static Map<String, String> ofSidecar(Profile profile, Map<String, String> features) {
        return join(profile, features);
    }

    private static Map<String, String> join(Profile profile, Map<String, String> features) {
        Map<String, String> all = masters(profile);
        all.putAll(features);
        profile.client().properties().forEach(all::putIfAbsent);
        return all;
    }

    /**
     * Where a property comes from, in the order in which {@link #of} puts them together.
     *
     * @param theirs what the container has in its variable already, which stays
     */
    static Value explain(
            Injection injection, Place container, Map.Entry<String, String> property, Optional<String> theirs) {
        String key = property.getKey();
        String value = property.getValue();
        if (theirs.isPresent()) {
            return new Value(key, theirs.get(), Origin.POD, JavaToolOptions.NAME + " as it stands in the container");
        }
        if (MASTERS.contains(key)) {
            return new Value(key, value, Origin.COMPUTED, "master.addresses and the namespace of the profile");
        }
        return injection
                        .featureProperties()
                        .getOrDefault(container.pointer(), Map.of())
                        .containsKey(key)
                ? new Value(key, value, Origin.COMPUTED, "a feature needs it")
                : new Value(key, value, Origin.PROFILE, "client.properties");
    }

    /** One master by name and port; several, with an embedded journal, as a list. */
    private static Map<String, String> masters(Profile profile) {
        Map<String, String> properties = new LinkedHashMap<>();
        List<HostPort> masters = profile.masters();
        if (masters.size() == 1) {
            properties.put(HOSTNAME, reachable(masters.getFirst(), profile).host());
            properties.put(PORT, Integer.toString(masters.getFirst().port()));
        } else {
            properties.put(
                    ADDRESSES,
                    masters.stream()
                            .map(master -> reachable(master, profile).toString())
                            .collect(Collectors.joining(",")));
        }
        return properties;
    }

    /** The name of a Service is known only in its own namespace; with the namespace it is known everywhere. */
    static HostPort reachable(HostPort master, Profile profile) {
        boolean oneLabel = master.host().indexOf('.') < 0 && master.host().indexOf(':') < 0;
        return oneLabel ? new HostPort(master.host() + "." + profile.namespace(), master.port()) : master;
    }
}
