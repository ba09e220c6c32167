package alluxio.admission.injector;

import alluxio.admission.injector.pod.KnownSidecar;
import alluxio.admission.injector.pod.PodSettings.ContainerFilter;
import alluxio.admission.model.Keys;
import java.util.Optional;
import java.util.Set;

/** Why a container is not selected for injection. */
enum ContainerExclusion {
    NOT_NAMED("the annotation " + Keys.CONTAINERS + " does not name "),
    NAMED("the annotation " + Keys.EXCLUDE_CONTAINERS + " names "),
    CONFIGURED("injection.excludedContainers of the configuration names "),
    SIDECAR("by its name a sidecar of a mesh or an agent: ");

    private final String before;

    /** @param before the names of containers */
    ContainerExclusion(String before) {
        this.before = before;
    }

    /** Why a container is not selected; empty if it is. */
    static Optional<ContainerExclusion> of(String name, ContainerFilter filter, Set<String> configured) {
        if (filter.included().isPresent()) {
            return filter.included().get().contains(name) ? Optional.empty() : Optional.of(NOT_NAMED);
        }
        if (filter.excluded().contains(name)) {
            return Optional.of(NAMED);
        }
        if (configured.contains(name)) {
            return Optional.of(CONFIGURED);
        }
        return KnownSidecar.isName(name) ? Optional.of(SIDECAR) : Optional.empty();
    }

    /** Of one container. */
    String reason() {
        return switch (this) {
            case NOT_NAMED, NAMED, CONFIGURED -> before + "it";
            case SIDECAR ->
                "it is a sidecar of a mesh or an agent; the annotation " + Keys.CONTAINERS + " can select it";
        };
    }

    /** @param names of the containers, as they are to be shown */
    String reason(String names) {
        return before + names;
    }
}
