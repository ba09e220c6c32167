package alluxio.admission.injector.request;

import alluxio.admission.model.Excerpt;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether there is a profile for a pod at all. Where none is written and none was discovered, or where the pod's profile waits for
 * its Alluxio to be discovered, the pod is skipped with the reason: a refusal would stop all labelled pods until Alluxio runs.
 */
public record ProfileAvailability(AdmissionConfiguration configuration, String namespace) {
    private static final String NO_PROFILE =
            "alluxio-admission knows no Alluxio; an administrator can write a profile in its configuration, or name Alluxio's "
                    + "namespace in discovery.namespaces (helm: --set 'discovery.namespaces={NAMESPACE}')";

    /**
     * Why the pod is skipped; empty if a profile may be chosen for it.
     *
     * @param requested by the pod's annotation
     */
    public Optional<String> skipReason(Optional<String> requested) {
        Map<String, String> unavailable = configuration.discovered().unavailable();
        if (configuration.profiles().isEmpty() && unavailable.isEmpty()) {
            return Optional.of(NO_PROFILE);
        }
        String name = requested.orElse(configuration.defaultProfile());
        if (isUnavailable(name)) {
            return Optional.of(reason(name));
        }
        if (requested.isPresent() || !open().isEmpty()) {
            return Optional.empty();
        }
        // The only profiles of the namespace, like the only profile of a configuration, need not be named.
        return unavailable.keySet().stream()
                .filter(this::isUnavailable)
                .findFirst()
                .map(this::reason);
    }

    /** The profiles that the pod's namespace may use now. */
    List<Profile> open() {
        List<Profile> open = new ArrayList<>();
        for (Profile profile : configuration.profiles().values()) {
            if (!configuration.discovered().unavailable().containsKey(profile.name())
                    && configuration.access(profile).isOpenTo(namespace, profile)) {
                open.add(profile);
            }
        }
        return open;
    }

    /** Whether the namespace may use every profile that there is. */
    boolean mayUseAll() {
        return configuration.profiles().values().stream()
                .allMatch(profile -> configuration.access(profile).isOpenTo(namespace, profile));
    }

    /** Whether it is a profile that waits for discovery. One that is not open to the namespace stays private. */
    private boolean isUnavailable(String name) {
        if (!configuration.discovered().unavailable().containsKey(name)) {
            return false;
        }
        Profile profile = configuration.profiles().get(name);
        ProfileAccess access = configuration.access().getOrDefault(name, ProfileAccess.DEFAULT);
        return profile == null ? access.isOpenTo(namespace) : access.isOpenTo(namespace, profile);
    }

    private String reason(String name) {
        return "profile \"" + Excerpt.of(name) + "\" is not complete yet: "
                + configuration.discovered().unavailable().get(name);
    }
}
