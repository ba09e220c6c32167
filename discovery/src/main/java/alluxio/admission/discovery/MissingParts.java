package alluxio.admission.discovery;

import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.FeatureSettings;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.Profile;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a written profile still lacks after its completion. */
final class MissingParts {
    private MissingParts() {}

    /** Without FUSE settings of which a part was to be discovered, and was not: nothing could be mounted by them. */
    static Profile withoutIncompleteFuse(Profile profile) {
        boolean complete = profile.fuse().map(MissingParts::isComplete).orElse(true);
        FeatureSettings offered = profile.offered();
        return complete
                ? profile
                : new Profile(
                        profile.name(),
                        profile.cluster(),
                        profile.client(),
                        new FeatureSettings(
                                offered.shortCircuit(),
                                Optional.empty(),
                                offered.hdfs(),
                                offered.hostAliases(),
                                offered.helperResources()),
                        profile.scheduling(),
                        profile.features());
    }

    private static boolean isComplete(FuseSettings fuse) {
        return !fuse.directory().isEmpty()
                && (fuse.mode() != FuseMode.HOST || fuse.hostPath().isPresent());
    }

    /** Why a profile that has its masters cannot be used: its pods are to get a feature that it does not describe. */
    static Optional<String> reason(Profile profile) {
        String missing = profile.features().stream()
                .filter(feature -> !profile.describes(feature))
                .map(Feature::key)
                .collect(Collectors.joining(", "));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("its features have " + missing + ", which was not found in namespace "
                        + profile.namespace() + "; write it in the profile, or take it out of features");
    }
}
