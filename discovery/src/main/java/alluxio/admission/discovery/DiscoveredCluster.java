package alluxio.admission.discovery;

import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileKey;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One Alluxio cluster that was found.
 *
 * @param profile for its clients, named {@code <namespace>.<name>}; what was not found has the built-in default or is absent
 * @param sources of the values that were found, such as {@code DaemonSet alluxio/alluxio-worker, volume alluxio-domain}
 * @param remarks what an administrator should know, such as why it has no short circuit; the first is the most important
 */
public record DiscoveredCluster(Profile profile, Map<ProfileKey, String> sources, List<String> remarks) {
    public DiscoveredCluster {
        Map<ProfileKey, String> ordered = new EnumMap<>(ProfileKey.class);
        ordered.putAll(sources);
        sources = Collections.unmodifiableMap(ordered);
        remarks = List.copyOf(remarks);
    }

    public String namespace() {
        return profile.namespace();
    }
}
