package alluxio.admission.model.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that an operator can set. Immutable.
 *
 * @param defaultProfile the name of one of {@code profiles}; "" where pods must name one, or there is none
 * @param profiles by name, in the order of the file, written ones first; empty: labelled pods are skipped
 * @param access by the name of the profile, where it is not {@link ProfileAccess#DEFAULT}
 * @param discovered which of the profiles rest on discovery
 */
public record AdmissionConfiguration(
        String defaultProfile,
        Map<String, Profile> profiles,
        Map<String, ProfileAccess> access,
        InjectionSettings injection,
        PolicySettings policy,
        DiscoveredProfiles discovered) {

    public AdmissionConfiguration {
        profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
        Map<String, ProfileAccess> limited = new LinkedHashMap<>(access);
        limited.values().removeIf(ProfileAccess.DEFAULT::equals);
        access = Map.copyOf(limited);
    }

    /** With nothing discovered. */
    public AdmissionConfiguration(
            String defaultProfile,
            Map<String, Profile> profiles,
            Map<String, ProfileAccess> access,
            InjectionSettings injection,
            PolicySettings policy) {
        this(defaultProfile, profiles, access, injection, policy, DiscoveredProfiles.NONE);
    }

    /** With every profile open to every namespace. */
    public AdmissionConfiguration(
            String defaultProfile, Map<String, Profile> profiles, InjectionSettings injection, PolicySettings policy) {
        this(defaultProfile, profiles, Map.of(), injection, policy);
    }

    /** With every rule in its own mode. */
    public AdmissionConfiguration(String defaultProfile, Map<String, Profile> profiles, InjectionSettings injection) {
        this(defaultProfile, profiles, injection, PolicySettings.DEFAULT);
    }

    /** What is in force without a configuration file. */
    public static AdmissionConfiguration defaults() {
        Profile profile = Profile.defaults();
        return new AdmissionConfiguration(
                profile.name(), Map.of(profile.name(), profile), InjectionSettings.defaults());
    }

    /** The namespaces that may use a profile. */
    public ProfileAccess access(Profile profile) {
        return access.getOrDefault(profile.name(), ProfileAccess.DEFAULT);
    }
}
