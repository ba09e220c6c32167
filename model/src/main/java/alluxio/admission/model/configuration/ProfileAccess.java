package alluxio.admission.model.configuration;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The namespaces that may use a profile, and what their pods may choose. It is no part of the profile: a change here changes
 * nothing that is injected, and so makes no pod's injection outdated.
 *
 * @param namespaces whose pods may use it; empty: all
 * @param fuseModes that pods may have; empty: the profile's own mode alone
 */
public record ProfileAccess(List<Glob> namespaces, Set<FuseMode> fuseModes) {
    /** Every namespace, and the profile's own FUSE mode. */
    public static final ProfileAccess DEFAULT = new ProfileAccess(List.of(), Set.of());

    public ProfileAccess {
        namespaces = List.copyOf(namespaces);
        fuseModes = Set.copyOf(fuseModes);
    }

    /** Whether pods of a namespace may use the profile. Alluxio's own namespace always may: the profile describes its pods. */
    public boolean isOpenTo(String namespace, Profile profile) {
        return namespace.equals(profile.namespace()) || isOpenTo(namespace);
    }

    /** Whether the list names the namespace, or is empty. */
    public boolean isOpenTo(String namespace) {
        return namespaces.isEmpty() || namespaces.stream().anyMatch(glob -> glob.matches(namespace));
    }

    /** Whether a pod may have that mode. With a profile without FUSE there is nothing to restrict. */
    public boolean allows(FuseMode mode, Profile profile) {
        Optional<FuseMode> own = profile.fuse().map(FuseSettings::mode);
        return own.isEmpty() || own.get() == mode || fuseModes.contains(mode);
    }
}
