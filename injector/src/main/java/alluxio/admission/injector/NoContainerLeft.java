package alluxio.admission.injector;

import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.injector.pod.PodContainers;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds pods in which no container is left to inject, as all are excluded. Such a pod is skipped as a whole: volumes and host
 * aliases would serve no container.
 *
 * @param configured names that the configuration excludes
 * @param recorder of the pod's status, for the containers that an earlier injection added
 */
record NoContainerLeft(PodView view, PodSettings settings, Set<String> configured, StatusRecorder recorder) {
    /** How many names a message has of each kind. */
    private static final int MOST_NAMES = 3;

    /** Why nothing is left, with what to do; empty if something is, and for Alluxio pods, whose host aliases are for the pod. */
    Optional<String> reason(List<PodElement> containers) {
        if (view.isAlluxioPod()) {
            return Optional.empty();
        }
        for (PodElement container : containers) {
            if (isLeft(container)) {
                return Optional.empty();
            }
        }
        return Optional.of(reasonOfAll(containers));
    }

    /** Whether the container gets something: an application, or a container of Alluxio that uses the workers' socket. */
    private boolean isLeft(PodElement container) {
        return ContainerExclusion.of(container.text("name"), settings.containerFilter(), configured)
                        .isEmpty()
                && !InitContainers.isInjected(recorder, container)
                && (isApplication(container) || hasShortCircuit(container));
    }

    /** @param containers none of which is left */
    private String reasonOfAll(List<PodElement> containers) {
        Map<ContainerExclusion, List<String>> excluded = new EnumMap<>(ContainerExclusion.class);
        List<String> ofAlluxio = new ArrayList<>();
        for (PodElement container : containers) {
            String name = container.text("name");
            Optional<ContainerExclusion> exclusion =
                    ContainerExclusion.of(name, settings.containerFilter(), configured);
            if (exclusion.isPresent()) {
                excluded.computeIfAbsent(exclusion.get(), _ -> new ArrayList<>())
                        .add(name);
            } else if (!InitContainers.isInjected(recorder, container)) {
                ofAlluxio.add(name);
            }
        }
        List<String> parts = new ArrayList<>();
        excluded.forEach((exclusion, names) -> parts.add(exclusion.reason(shown(names))));
        if (!ofAlluxio.isEmpty()) {
            parts.add("not a client but Alluxio itself: " + shown(ofAlluxio));
        }
        return parts.isEmpty()
                ? "the pod has no container; add one"
                : "no container is left to inject: " + String.join("; ", parts) + "; " + action(excluded);
    }

    /** For {@code explain}. */
    String reasonOf(PodElement container) {
        if (InitContainers.isInjected(recorder, container)) {
            return "an earlier injection added it";
        }
        return ContainerExclusion.of(container.text("name"), settings.containerFilter(), configured)
                .map(ContainerExclusion::reason)
                .orElse("it runs Alluxio and is not a client");
    }

    /** The containers of a pod, for reading only. */
    static List<PodElement> containers(DecisionContext context) {
        return context.view().pod().path("spec") instanceof ObjectNode spec
                ? PodContainers.all(new PodElement(spec, "/spec", "spec", context.budget()))
                : List.of();
    }

    private boolean isApplication(PodElement container) {
        return PodContainers.role(container, view.labels()).isEmpty();
    }

    /** Whether it is a container of Alluxio beside applications that uses the workers' socket itself. */
    private boolean hasShortCircuit(PodElement container) {
        return settings.features().contains(Feature.SHORT_CIRCUIT)
                && PodContainers.isRunning(container)
                && PodContainers.role(container, view.labels())
                        .filter(AlluxioContainer.SHORT_CIRCUIT_ROLES::contains)
                        .isPresent();
    }

    private static String action(Map<ContainerExclusion, List<String>> excluded) {
        if (excluded.containsKey(ContainerExclusion.NOT_NAMED)) {
            return "name there the containers that use Alluxio";
        }
        return excluded.containsKey(ContainerExclusion.NAMED)
                ? "instead of it, name in " + Keys.CONTAINERS + " the containers that use Alluxio"
                : "name in the annotation " + Keys.CONTAINERS + " the containers that use Alluxio";
    }

    private static String shown(List<String> names) {
        List<String> quoted =
                names.stream().limit(MOST_NAMES).map(Excerpt::quoted).toList();
        int more = names.size() - quoted.size();
        return String.join(", ", quoted) + (more > 0 ? " and " + more + " more" : "");
    }
}
