package alluxio.admission.model.configuration;

import alluxio.admission.model.configuration.Profile.FuseMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use a profile, and what of it pods may choose. It is no part of the profile's values: a change here injects nothing
 * else, and so makes no pod's injection outdated.
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

    /** Alluxio's own namespace may always: its pods are what the profile describes. */
    public boolean isOpenTo(String namespace, Profile profile) {
        return namespaces.isEmpty()
                || namespace.equals(profile.namespace())
                || namespaces.stream().anyMatch(glob -> glob.matches(namespace));
    }

    /** Whether a pod may have that mode. A profile without FUSE has nothing to keep from it. */
    public boolean allows(FuseMode mode, Profile profile) {
        Optional<FuseMode> own = profile.fuse().map(Profile.Fuse::mode);
        return own.isEmpty() || own.get() == mode || fuseModes.contains(mode);
    }
}
