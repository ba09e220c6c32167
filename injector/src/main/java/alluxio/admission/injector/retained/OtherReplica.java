package alluxio.admission.injector.retained;

import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.DiscoveredProfiles;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import java.util.Map;
import java.util.Optional;

/**
 * What another replica may have injected, that has discovered something else. A wholly written profile is the same on all of them,
 * so a pod that was injected with other values of it is injected again.
 *
 * @param digests of the profiles' values, by name
 */
public record OtherReplica(AdmissionConfiguration configuration, Map<String, String> digests, String namespace) {
    /**
     * Whether the status may be that of a replica with another snapshot.
     *
     * @param requested the profile that the pod's annotation names: another one than the status has is a wish of the author
     */
    public boolean mayHaveWritten(InjectionStatus status, Optional<String> requested) {
        return !status.digest().isEmpty()
                && requested.filter(name -> !name.equals(status.profile())).isEmpty()
                && mayHaveProfile(status.profile());
    }

    private boolean mayHaveProfile(String name) {
        DiscoveredProfiles discovered = configuration.discovered();
        Profile profile = configuration.profiles().get(name);
        if (profile != null) {
            return discovered.mayDiffer(profile)
                    && configuration.access(profile).isOpenTo(namespace, profile);
        }
        boolean open =
                configuration.access().getOrDefault(name, ProfileAccess.DEFAULT).isOpenTo(namespace);
        return open
                && (configuration.profiles().isEmpty()
                        || discovered.unavailable().containsKey(name)
                        || discovered.mayExist(name));
    }

    /** Why this replica would not inject the same, as the end of a sentence; empty if its profile has the same values. */
    public Optional<String> difference(InjectionStatus status) {
        String name = status.profile();
        if (configuration.discovered().unavailable().containsKey(name) || !digests.containsKey(name)) {
            return Optional.of("this replica of alluxio-admission has not discovered that profile");
        }
        return status.digest().equals(digests.get(name))
                ? Optional.empty()
                : Optional.of("this replica of alluxio-admission has discovered other values");
    }
}
