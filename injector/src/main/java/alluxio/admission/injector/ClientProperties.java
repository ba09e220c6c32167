package alluxio.admission.injector;

import alluxio.admission.model.HostPort;
import alluxio.admission.model.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a client must know: its masters, what features need, then the profile's own properties, sorted. */
final class ClientProperties {
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

    /** One master by name and port; several, with an embedded journal, as a list. */
    private static Map<String, String> masters(Profile profile) {
        Map<String, String> properties = new LinkedHashMap<>();
        List<HostPort> masters = profile.masters();
        if (masters.size() == 1) {
            properties.put(
                    "alluxio.master.hostname",
                    reachable(masters.getFirst(), profile).host());
            properties.put(
                    "alluxio.master.rpc.port",
                    Integer.toString(masters.getFirst().port()));
        } else {
            properties.put(
                    "alluxio.master.rpc.addresses",
                    masters.stream()
                            .map(master -> reachable(master, profile).toString())
                            .collect(Collectors.joining(",")));
        }
        return properties;
    }

    /** The name of a Service is known only in its own namespace; with the namespace it is known everywhere. */
    private static HostPort reachable(HostPort master, Profile profile) {
        boolean oneLabel = master.host().indexOf('.') < 0 && master.host().indexOf(':') < 0;
        return oneLabel ? new HostPort(master.host() + "." + profile.namespace(), master.port()) : master;
    }
}
