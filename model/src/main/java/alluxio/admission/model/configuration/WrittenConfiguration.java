package alluxio.admission.model.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A configuration as an administrator wrote it, before what it leaves out is discovered.
 *
 * @param configuration with defaults for what is not written. A profile whose namespace is in {@code discovery.namespaces} may
 *     have no masters, and its FUSE settings no host path and "" as directory; it is not usable before it is completed. The
 *     default profile may be {@code <namespace>.<name>} of one that is yet to be discovered
 * @param writtenKeys by the profile's name: the keys that the file sets, be it to an empty value; discovery never changes those
 */
public record WrittenConfiguration(
        AdmissionConfiguration configuration, Map<String, Set<ProfileKey>> writtenKeys, DiscoverySettings discovery) {
    public WrittenConfiguration {
        Map<String, Set<ProfileKey>> keys = new LinkedHashMap<>();
        writtenKeys.forEach((profile, written) -> keys.put(profile, Set.copyOf(written)));
        writtenKeys = Collections.unmodifiableMap(keys);
    }

    /** Without discovery. */
    public static WrittenConfiguration of(AdmissionConfiguration configuration) {
        return new WrittenConfiguration(configuration, Map.of(), DiscoverySettings.OFF);
    }

    /** No profile at all, where there is no file: what is discovered then counts, and not the profile that is built in. */
    public static WrittenConfiguration nothing() {
        AdmissionConfiguration defaults = AdmissionConfiguration.defaults();
        return of(new AdmissionConfiguration("", Map.of(), defaults.injection(), defaults.policy()));
    }

    /** The same with discovery as it was done. */
    public WrittenConfiguration withDiscovery(DiscoverySettings settings) {
        return new WrittenConfiguration(configuration, writtenKeys, settings);
    }

    /** The keys that the file sets for this profile. */
    public Set<ProfileKey> writtenKeys(String profile) {
        return writtenKeys.getOrDefault(profile, Set.of());
    }
}
