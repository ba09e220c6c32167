package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Chooses the profile of a pod, and its FUSE mode, from what its namespace may use. A profile decides which directories of the
 * node a pod mounts, so a pod cannot choose one that is not open to its namespace. A refusal names only the profiles that the
 * namespace may use, and does not tell a profile that is not open from one that does not exist, so that the profiles of others
 * stay private.
 */
record ProfileChoice(AdmissionConfiguration configuration, String namespace, InjectionReport report) {
    private static final String RULE = "inject-profile-namespace";
    private static final String ADMINISTRATOR =
            "an administrator can open a profile to the namespace in profiles[].namespaces of the configuration";

    /**
     * Chooses a profile.
     *
     * @param requested by the pod's annotation
     * @return empty if the pod may use none; the reason is in the report
     */
    Optional<Profile> choose(Optional<String> requested) {
        ProfileAvailability availability = new ProfileAvailability(configuration, namespace);
        List<Profile> open = availability.open();
        String name = requested.orElse(configuration.defaultProfile());
        for (Profile profile : open) {
            if (profile.name().equals(name)) {
                return Optional.of(profile);
            }
        }
        if (requested.isEmpty() && open.size() == 1) {
            // The only open profile is the default, like the only profile of a configuration.
            return Optional.of(open.getFirst());
        }
        refuse(requested, name, availability);
        return Optional.empty();
    }

    private void refuse(Optional<String> requested, String name, ProfileAvailability availability) {
        List<String> names = availability.open().stream().map(Profile::name).toList();
        if (name.isEmpty() && requested.isEmpty() && !names.isEmpty()) {
            unnamed(names);
        } else if (availability.mayUseAll()) {
            unknown(name, names);
        } else {
            notOpen(requested, names);
        }
    }

    private void unnamed(List<String> names) {
        AlluxioKeyCheck.refuse(
                report,
                Keys.PROFILE,
                "is missing, and none of the profiles is the default; set it to one of those that namespace \""
                        + namespace + "\" may use: " + String.join(", ", names));
    }

    private void unknown(String name, List<String> names) {
        AlluxioKeyCheck.refuse(
                report,
                Keys.PROFILE,
                "is \"" + Excerpt.of(name) + "\"; no profile has that name" + DidYouMean.suffix(name, names)
                        + AlluxioKeyCheck.known(names));
    }

    private void notOpen(Optional<String> requested, List<String> names) {
        String mayUse = names.isEmpty() ? "no profile at all" : String.join(", ", names);
        String problem = requested
                .map(name -> "annotation " + Keys.PROFILE + " is \"" + Excerpt.of(name) + "\", but namespace \""
                        + namespace + "\" may use no profile of that name" + DidYouMean.suffix(name, names)
                        + "; it may use: " + mayUse)
                .orElse("namespace \"" + namespace + "\" may not use the default profile; it may use: " + mayUse);
        String action = names.isEmpty()
                ? " (" + ADMINISTRATOR + "); until then remove the label " + Keys.INJECT
                : " (" + ADMINISTRATOR + "); set " + Keys.PROFILE + " to one of these";
        report.refuse(RULE, "metadata.annotations[" + Keys.PROFILE + "]", problem + action);
    }

    /** Whether the profile lets pods choose the mode that the pod requests; if not, it is in the report. */
    boolean mayHave(FuseMode requested, Profile profile) {
        ProfileAccess access = configuration.access(profile);
        if (access.allows(requested, profile)) {
            return true;
        }
        String allowed = Arrays.stream(FuseMode.values())
                .filter(mode -> access.allows(mode, profile))
                .map(ProfileChoice::word)
                .collect(Collectors.joining(", "));
        AlluxioKeyCheck.refuse(
                report,
                Keys.FUSE_MODE,
                "is \"" + word(requested) + "\", which profile \"" + profile.name()
                        + "\" does not let pods choose; allowed: " + allowed
                        + " (an administrator can allow more in fuse.modes of the profile); remove the annotation");
        return false;
    }

    private static String word(FuseMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
