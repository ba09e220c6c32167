package alluxio.admission.app.config;

import alluxio.admission.model.configuration.DiscoverySettings;
import java.util.Set;

/** {@code defaultProfile}: the profile of pods that name none. */
final class DefaultProfileKey {
    private static final String KEY = "defaultProfile";

    private DefaultProfileKey() {}

    /**
     * Reads it. It may be left out where one profile is written, and where none is: a single one that is discovered is then the
     * default.
     *
     * @param written the names of the profiles in the file
     * @return the name of a profile that is written, or may be discovered; "" where the file names none
     */
    static String read(ConfigMapping root, Set<String> written, DiscoverySettings discovery) {
        if (root.get(KEY).isEmpty() && written.size() < 2) {
            return written.stream().findFirst().orElse("");
        }
        return root.require(KEY, "the name of a profile, as there are several")
                .flatMap(node -> node.text(ValueFormat.VALUE)
                        .filter(name -> written.contains(name)
                                || isDiscovered(name, discovery)
                                || hasOnlyBadProfiles(root, written)
                                || node.check(false, notAllowed(name, written))))
                .orElse("");
    }

    /** Whether it can be the name of a discovered profile: {@code <namespace>.<name>}. */
    private static boolean isDiscovered(String name, DiscoverySettings discovery) {
        int dot = name.indexOf('.');
        return dot > 0
                && discovery.trusts(name.substring(0, dot))
                && ValueFormat.DNS_LABEL.problem(name.substring(dot + 1)).isEmpty();
    }

    /** Their own errors are reported; one more here would only confuse. */
    private static boolean hasOnlyBadProfiles(ConfigMapping root, Set<String> written) {
        return written.isEmpty()
                && root.get("profiles").filter(n -> !n.isEmptyList()).isPresent();
    }

    private static String notAllowed(String name, Set<String> written) {
        return written.isEmpty()
                ? ConfigNode.quoted(name) + " is not allowed: no profile is written, and a discovered one is called "
                        + "<namespace>.<name>, with a namespace of discovery.namespaces"
                : ConfigNode.notAllowed(name, written);
    }
}
