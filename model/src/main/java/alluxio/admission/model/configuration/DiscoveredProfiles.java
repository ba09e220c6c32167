package alluxio.admission.model.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which profiles of a configuration rest on what was discovered. No part of a profile: where a value comes from changes nothing
 * that is injected.
 *
 * @param names of the profiles with at least one discovered value. Another replica may have discovered others, so a pod that was
 *     injected with other values of such a profile stays as it is
 * @param unavailable written profiles that lack a value until it is discovered, with the reason
 */
public record DiscoveredProfiles(Set<String> names, Map<String, String> unavailable) {
    /** Nothing is discovered, and nothing is missing. */
    public static final DiscoveredProfiles NONE = new DiscoveredProfiles(Set.of(), Map.of());

    public DiscoveredProfiles {
        names = Set.copyOf(names);
        unavailable = Collections.unmodifiableMap(new LinkedHashMap<>(unavailable));
    }
}
