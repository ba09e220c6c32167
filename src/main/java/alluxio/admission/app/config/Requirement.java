package alluxio.admission.app.config;

import alluxio.admission.model.configuration.DiscoverySettings;
import java.util.Optional;

/** Whether a file must have the keys without which a profile cannot be used. */
enum Requirement {
    /** A missing key is an error. */
    WRITTEN,
    /** The profile is of a namespace in {@code discovery.namespaces}: a missing key is discovered there. */
    DISCOVERABLE;

    /** Of a profile whose Alluxio runs in that namespace. */
    static Requirement of(String namespace, DiscoverySettings discovery) {
        return discovery.trusts(namespace) ? DISCOVERABLE : WRITTEN;
    }

    /** The value of a key that is needed; reports a missing one where it must be written. */
    Optional<ConfigNode> get(ConfigMapping fields, String key, String wanted) {
        return switch (this) {
            case WRITTEN -> fields.require(key, wanted);
            case DISCOVERABLE -> fields.get(key);
        };
    }
}
