package alluxio.admission.injector.request;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.model.AdmissionConfiguration;
import alluxio.admission.model.DidYouMean;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Profile;
import alluxio.admission.model.Profile.FuseMode;
import alluxio.admission.model.ProfileAccess;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which profile a pod gets, and which FUSE mode, out of what its namespace may use. A profile decides which directories of
 * the node a pod mounts, so a pod cannot pick one that is not for its namespace. A refusal names only the profiles that the
 * namespace may use, and says the same of one that is not for it as of one that does not exist: what others have stays theirs.
 */
record ProfileChoice(AdmissionConfiguration configuration, String namespace, InjectionReport report) {
    private static final String RULE = "inject-profile-namespace";
    private static final String ADMINISTRATOR =
            "an administrator opens a profile to a namespace in profiles[].namespaces of the configuration";

    /** Empty when there is none that the pod may use; the reason is in the report. */
    Optional<Profile> of(Optional<String> asked) {
        List<Profile> open = configuration.profiles().values().stream()
                .filter(profile -> configuration.access(profile).isOpenTo(namespace, profile))
                .toList();
        String name = asked.orElse(configuration.defaultProfile());
        Optional<Profile> found =
                open.stream().filter(profile -> profile.name().equals(name)).findFirst();
        // As with the only profile of a configuration: where there is no choice, none has to be made.
        Optional<Profile> only = asked.isEmpty() && open.size() == 1 ? Optional.of(open.getFirst()) : Optional.empty();
        Optional<Profile> profile = found.or(() -> only);
        if (profile.isEmpty()) {
            List<String> names = open.stream().map(Profile::name).toList();
            if (open.size() == configuration.profiles().size()) {
                unknown(name, names);
            } else {
                notOpen(asked, names);
            }
        }
        return profile;
    }

    private void unknown(String name, List<String> names) {
        AlluxioKeyCheck.refuse(
                report,
                Keys.PROFILE,
                "is \"" + Excerpt.of(name) + "\"; no profile has that name" + DidYouMean.suffix(name, names)
                        + AlluxioKeyCheck.known(names));
    }

    private void notOpen(Optional<String> asked, List<String> names) {
        String mayUse = names.isEmpty() ? "no profile at all" : String.join(", ", names);
        String problem = asked.map(
                        name -> "annotation " + Keys.PROFILE + " is \"" + Excerpt.of(name) + "\", but namespace \""
                                + namespace + "\" may use no profile of that name" + DidYouMean.suffix(name, names)
                                + "; it may use: " + mayUse)
                .orElse("namespace \"" + namespace + "\" may not use the default profile; it may use: " + mayUse);
        String action = names.isEmpty()
                ? "; " + ADMINISTRATOR + "; until then remove the label " + Keys.INJECT
                : "; set " + Keys.PROFILE + " to one of these; " + ADMINISTRATOR;
        report.refuse(RULE, "metadata.annotations[" + Keys.PROFILE + "]", problem + action);
    }

    /** The mode that the pod asks for, where the profile lets pods choose it. */
    Optional<FuseMode> mode(FuseMode asked, Profile profile) {
        ProfileAccess access = configuration.access(profile);
        if (access.allows(asked, profile)) {
            return Optional.of(asked);
        }
        String allowed = Arrays.stream(FuseMode.values())
                .filter(mode -> access.allows(mode, profile))
                .map(ProfileChoice::word)
                .collect(Collectors.joining(", "));
        AlluxioKeyCheck.refuse(
                report,
                Keys.FUSE_MODE,
                "is \"" + word(asked) + "\", which profile \"" + profile.name()
                        + "\" does not let pods choose; allowed: " + allowed
                        + "; remove the annotation; an administrator allows a mode in fuse.modes of the profile");
        return Optional.empty();
    }

    private static String word(FuseMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
