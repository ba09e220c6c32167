package alluxio.admission.model.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that an operator can set. Immutable.
 *
 * @param defaultProfile the name of one of {@code profiles}
 * @param profiles by name, in the order of the file
 * @param access by the name of the profile, where it is not {@link ProfileAccess#DEFAULT}
 */
public record AdmissionConfiguration(
        String defaultProfile,
        Map<String, Profile> profiles,
        Map<String, ProfileAccess> access,
        Injection injection,
        PolicySettings policy) {

    public AdmissionConfiguration {
        profiles = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
        Map<String, ProfileAccess> limited = new LinkedHashMap<>(access);
        limited.values().removeIf(ProfileAccess.DEFAULT::equals);
        access = Map.copyOf(limited);
    }

    /** With every profile open to every namespace. */
    public AdmissionConfiguration(
            String defaultProfile, Map<String, Profile> profiles, Injection injection, PolicySettings policy) {
        this(defaultProfile, profiles, Map.of(), injection, policy);
    }

    /** With every rule in its own mode. */
    public AdmissionConfiguration(String defaultProfile, Map<String, Profile> profiles, Injection injection) {
        this(defaultProfile, profiles, injection, PolicySettings.DEFAULT);
    }

    /** What is in force without a configuration file. */
    public static AdmissionConfiguration defaults() {
        Profile profile = Profile.defaults();
        return new AdmissionConfiguration(profile.name(), Map.of(profile.name(), profile), Injection.defaults());
    }

    /** Who may use the profile. */
    public ProfileAccess access(Profile profile) {
        return access.getOrDefault(profile.name(), ProfileAccess.DEFAULT);
    }

    /** What happens when something of the pod's stands where something of ours shall. */
    public enum OnConflict {
        /** The pod is refused. */
        DENY,
        /** The rest is injected, with a warning. */
        WARN
    }

    /**
     * @param excludedContainers names left alone besides the built-in list
     * @param runtimeClasses runtime classes that are no sandbox, or one whose host sockets are known to connect
     */
    public record Injection(OnConflict onConflict, List<String> excludedContainers, Set<String> runtimeClasses) {
        public Injection {
            excludedContainers = List.copyOf(excludedContainers);
            runtimeClasses = Set.copyOf(runtimeClasses);
        }

        public static Injection defaults() {
            return new Injection(OnConflict.DENY, List.of(), Set.of());
        }
    }
}
