package alluxio.admission.injector.pod;

import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.SchedulingMode;
import java.util.Optional;
import java.util.Set;

/** The settings of one pod: its annotations, checked, and the values of its profile for those that it does not set. */
public record PodSettings(
        Profile profile,
        FeatureSelection featureSelection,
        ContainerFilter containerFilter,
        ClientOptions clientOptions,
        FuseRequest fuse,
        SchedulingRequest scheduling) {

    /**
     * The features to inject.
     *
     * @param features in the order of the enum
     * @param fromPod whether the pod's annotation selects them, rather than the profile
     */
    public record FeatureSelection(Set<Feature> features, boolean fromPod) {}

    /**
     * The containers that the pod's annotations name.
     *
     * @param included if present, only these are injected; else all but sidecars
     * @param excluded are not injected
     */
    public record ContainerFilter(Optional<Set<String>> included, Set<String> excluded) {}

    /**
     * How the pod gets the FUSE file system.
     *
     * @param path where the parent of the FUSE mount point is mounted, if the pod's annotation sets it
     */
    public record FuseRequest(FuseMode mode, Optional<String> path) {}

    /**
     * How the pod is kept on nodes with workers.
     *
     * @param fromPod whether the pod's annotation sets the mode, rather than the profile
     */
    public record SchedulingRequest(SchedulingMode mode, boolean fromPod) {}

    /** The features to inject, in the order of the enum. */
    public Set<Feature> features() {
        return featureSelection.features();
    }
}
