package alluxio.admission.injector.clientproperties;

import alluxio.admission.injector.explain.Explanation.ExplainedValue;
import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.alluxio.JavaToolOptions;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.configuration.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The Alluxio properties of a client: its masters, those that features need, then the profile's client properties, sorted. */
public final class ClientProperties {

    private static final Set<String> MASTERS =
            Set.of(PropertyKeys.MASTER_HOSTNAME, PropertyKeys.MASTER_RPC_PORT, PropertyKeys.MASTER_RPC_ADDRESSES);

    private ClientProperties() {}

    /** The properties of one container. */
    static Map<String, String> forContainer(Injection injection, PodElement container) {
        return join(injection.profile(), injection.featureProperties().getOrDefault(container.pointer(), Map.of()));
    }

    /** The properties for a file that the pod's containers share: those that any of them needs, without those that differ by node. */
    static Map<String, String> forSharedFile(Injection injection) {
        Map<String, String> features = new LinkedHashMap<>();
        injection.featureProperties().values().forEach(features::putAll);
        features.remove(PropertyKeys.USER_HOSTNAME);
        return join(injection.profile(), features);
    }

    /** The properties of the FUSE sidecar, which is not in the pod yet. */
    public static Map<String, String> forSidecar(Profile profile, Map<String, String> features) {
        return join(profile, masters(profile, ClientProperties::fullyQualified), features);
    }

    private static Map<String, String> join(Profile profile, Map<String, String> features) {
        return join(profile, masters(profile, ClientProperties::withNamespace), features);
    }

    /** Adds what features need, and the profile's, to the properties of the masters. */
    private static Map<String, String> join(
            Profile profile, Map<String, String> masters, Map<String, String> features) {
        masters.putAll(features);
        profile.client().properties().forEach(masters::putIfAbsent);
        return masters;
    }

    /**
     * The origin of a property.
     *
     * @param existing the value that the container's variable has already, which stays
     */
    static ExplainedValue explain(
            Injection injection, PodElement container, Map.Entry<String, String> property, Optional<String> existing) {
        String key = property.getKey();
        String value = property.getValue();
        if (existing.isPresent()) {
            return new ExplainedValue(
                    key, existing.get(), ValueOrigin.POD, JavaToolOptions.NAME + " as it stands in the container");
        }
        if (MASTERS.contains(key)) {
            return new ExplainedValue(
                    key, value, ValueOrigin.COMPUTED, "master.addresses and the namespace of the profile");
        }
        return injection
                        .featureProperties()
                        .getOrDefault(container.pointer(), Map.of())
                        .containsKey(key)
                ? new ExplainedValue(key, value, ValueOrigin.COMPUTED, "required by a feature")
                : new ExplainedValue(key, value, ValueOrigin.PROFILE, "client.properties");
    }

    /** One master as host name and port; several, which have an embedded journal, as a list of addresses. */
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
            List<String> addresses = new ArrayList<>();
            for (HostPort master : masters) {
                addresses.add(name.apply(master, profile).toString());
            }
            properties.put(PropertyKeys.MASTER_RPC_ADDRESSES, String.join(",", addresses));
        }
        return properties;
    }

    /** Appends the namespace to a host name of one label, so that it resolves from any namespace. */
    static HostPort withNamespace(HostPort master, Profile profile) {
        boolean oneLabel = master.host().indexOf('.') < 0 && master.host().indexOf(':') < 0;
        return oneLabel ? new HostPort(master.host() + "." + profile.namespace(), master.port()) : master;
    }

    /**
     * Appends {@code svc}, too, for a process whose pod must not redirect it. A name of two labels is first looked up in the pod's
     * own namespace, where {@code alluxio-master-0.alluxio} may be a pod behind a Service {@code alluxio}; a name of three
     * labels that ends with {@code svc} cannot exist there.
     */
    private static HostPort fullyQualified(HostPort master, Profile profile) {
        HostPort host = withNamespace(master, profile);
        String namespace = "." + profile.namespace();
        boolean twoLabels = host.host().endsWith(namespace)
                && host.host().indexOf('.') == host.host().length() - namespace.length();
        return twoLabels ? new HostPort(host.host() + ".svc", master.port()) : host;
    }
}
