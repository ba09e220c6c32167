package alluxio.admission.model.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which profiles of a configuration rest on what was discovered. No part of a profile: where a value comes from changes nothing
 * that is injected. Another replica may have discovered something else, so a pod that was injected with other values of such a
 * profile stays as it is.
 *
 * @param names of the profiles with at least one discovered value
 * @param unavailable written profiles that lack a value until it is discovered, with the reason
 * @param namespaces that discovery looks into ({@link DiscoverySettings#namespaces})
 */
public record DiscoveredProfiles(Set<String> names, Map<String, String> unavailable, Set<String> namespaces) {
    /** Nothing is discovered, and nothing is missing. */
    public static final DiscoveredProfiles NONE = new DiscoveredProfiles(Set.of(), Map.of(), Set.of());

    public DiscoveredProfiles {
        names = Set.copyOf(names);
        unavailable = Collections.unmodifiableMap(new LinkedHashMap<>(unavailable));
        namespaces = Set.copyOf(namespaces);
    }

    /** Whether another replica may have other values of this profile: discovery completes it, or might. */
    public boolean mayDiffer(Profile profile) {
        return names.contains(profile.name()) || namespaces.contains(profile.namespace());
    }

    /** Whether another replica may have discovered a profile of this name, {@code <namespace>.<name>}. */
    public boolean mayExist(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && namespaces.contains(name.substring(0, dot));
    }
}
