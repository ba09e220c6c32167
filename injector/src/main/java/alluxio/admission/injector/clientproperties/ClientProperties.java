package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.explain.Explanation.Origin;
import alluxio.admission.injector.explain.Explanation.Value;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.configuration.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** What a client must know: its masters, what features need, then the profile's own properties, sorted. */
public final class ClientProperties {

    private static final Set<String> MASTERS =
            Set.of(PropertyKeys.MASTER_HOSTNAME, PropertyKeys.MASTER_RPC_PORT, PropertyKeys.MASTER_RPC_ADDRESSES);

    private ClientProperties() {}

    static Map<String, String> of(Injection injection, PodElement container) {
        return join(injection.profile(), injection.featureProperties().getOrDefault(container.pointer(), Map.of()));
    }

    /** For a file that the containers of the pod share: what any of them needs, but for what differs by node. */
    static Map<String, String> ofPod(Injection injection) {
        Map<String, String> features = new LinkedHashMap<>();
        injection.featureProperties().values().forEach(features::putAll);
        features.remove(PropertyKeys.USER_HOSTNAME);
        return join(injection.profile(), features);
    }

    /** For a client of ours, which has no container in the pod as it was. */
    public static Map<String, String> ofSidecar(Profile profile, Map<String, String> features) {
        return join(profile, masters(profile, ClientProperties::absolute), features);
    }

    private static Map<String, String> join(Profile profile, Map<String, String> features) {
        return join(profile, masters(profile, ClientProperties::reachable), features);
    }

    private static Map<String, String> join(
            Profile profile, Map<String, String> masters, Map<String, String> features) {
        Map<String, String> all = new LinkedHashMap<>(masters);
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
            Injection injection, PodElement container, Map.Entry<String, String> property, Optional<String> theirs) {
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
    private static Map<String, String> masters(Profile profile, BiFunction<HostPort, Profile, HostPort> name) {
        Map<String, String> properties = new LinkedHashMap<>();
        List<HostPort> masters = profile.masters();
        if (masters.size() == 1) {
            properties.put(
                    PropertyKeys.MASTER_HOSTNAME,
                    name.apply(masters.getFirst(), profile).host());
            properties.put(
                    PropertyKeys.MASTER_RPC_PORT,
                    Integer.toString(masters.getFirst().port()));
        } else {
            properties.put(
                    PropertyKeys.MASTER_RPC_ADDRESSES,
                    masters.stream()
                            .map(master -> name.apply(master, profile).toString())
                            .collect(Collectors.joining(",")));
        }
        return properties;
    }

    /** The name of a Service is known only in its own namespace; with the namespace it is known everywhere. */
    public static HostPort reachable(HostPort master, Profile profile) {
        boolean oneLabel = master.host().indexOf('.') < 0 && master.host().indexOf(':') < 0;
        return oneLabel ? new HostPort(master.host() + "." + profile.namespace(), master.port()) : master;
    }

    /**
     * With svc behind the namespace, for a process that must not be led elsewhere. A name of two labels is first looked for in
     * the pod's own namespace, where {@code alluxio-master-0.alluxio} is what a pod of that name behind a Service
     * {@code alluxio} has; one of three labels that ends with svc can be nothing there.
     */
    private static HostPort absolute(HostPort master, Profile profile) {
        HostPort reachable = reachable(master, profile);
        String namespace = "." + profile.namespace();
        boolean twoLabels = reachable.host().endsWith(namespace)
                && reachable.host().indexOf('.') == reachable.host().length() - namespace.length();
        return twoLabels ? new HostPort(reachable.host() + ".svc", master.port()) : reachable;
    }
}
