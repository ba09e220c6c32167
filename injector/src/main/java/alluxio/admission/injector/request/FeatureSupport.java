package alluxio.admission.injector.request;

import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.injector.pod.SpecialPods;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import java.util.Optional;
import java.util.Set;

/** Which features a pod of its kind can have: an Alluxio pod, a sandboxed one, and one on Windows cannot have all. */
public record FeatureSupport(PodView view) {

    /** Whether the pod can have the feature. An Alluxio pod gets configuration, and the socket directory if it uses it. */
    public boolean supports(Feature feature) {
        boolean sandboxed = view.sandbox().isPresent();
        return switch (feature) {
            case HDFS, HOST_ALIASES -> true;
            case SHORT_CIRCUIT ->
                !sandboxed
                        && (!view.isAlluxioPod()
                                || view.roles().stream().anyMatch(AlluxioContainer.SHORT_CIRCUIT_ROLES::contains));
            case FUSE -> !sandboxed && !view.isAlluxioPod();
        };
    }

    private boolean supportsAny(Set<Feature> features) {
        for (Feature feature : features) {
            if (supports(feature)) {
                return true;
            }
        }
        return false;
    }

    /** Why the pod's runtime class rules out short circuit and FUSE, with the fix; empty if it does not. */
    public Optional<String> sandboxReason() {
        return view.sandbox()
                .map(name -> "runtime class \"" + name
                        + "\" may be a sandbox, in which a container sees Alluxio's socket but cannot connect to it and does "
                        + "not fall back to TCP; if it is not a sandbox, add it to injection.runtimeClasses of the "
                        + "configuration");
    }

    /** Why nothing can be injected into the pod; empty if something can. */
    public Optional<String> skipReason(PodSettings settings) {
        if (SpecialPods.isWindows(view.pod())) {
            return Optional.of("a Windows pod: Alluxio's sockets and mounts need Linux");
        }
        if (view.isAlluxioPod() && SpecialPods.isManagedByFluid(view.labels())) {
            return Optional.of("an Alluxio pod that Fluid manages and configures; remove the label " + Keys.INJECT);
        }
        boolean supportsAny = supportsAny(settings.features());
        if (!settings.features().isEmpty() && !supportsAny && view.sandbox().isPresent()) {
            return sandboxReason();
        }
        return view.isAlluxioPod() && !supportsAny
                ? Optional.of(
                        "an Alluxio pod, and none of the selected features applies to it: short-circuit is for workers "
                                + "and FUSE, hdfs and host-aliases are for all Alluxio pods")
                : Optional.empty();
    }
}
