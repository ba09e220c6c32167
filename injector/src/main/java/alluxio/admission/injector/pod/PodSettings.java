package alluxio.admission.injector.pod;

import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SchedulingMode;
import java.util.Optional;
import java.util.Set;

/**
 * What one pod asks for: its annotations, checked, and where it does not say, its profile.
 *
 * @param features in the order of the enum
 * @param featuresAsked whether the pod named the features itself
 * @param containers empty: all but sidecars
 * @param schedulingAsked whether the pod says itself how it is scheduled
 * @param fusePath where the parent of the FUSE mount point is mounted, if the pod says
 */
public record PodSettings(
        Profile profile,
        Set<Feature> features,
        boolean featuresAsked,
        Optional<Set<String>> containers,
        Set<String> excludedContainers,
        ClientOptions clientOptions,
        FuseMode fuseMode,
        Optional<String> fusePath,
        SchedulingMode scheduling,
        boolean schedulingAsked) {}
