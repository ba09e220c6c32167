package alluxio.admission.injector;

import alluxio.admission.injector.explain.Explanation.InjectionOutcome;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.PodSettings.ContainerFilter;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Selects the containers of a pod that are injected. */
final class ContainerSelection {
    private ContainerSelection() {}

    /** The containers that the pod's annotation names, or all but sidecars and excluded ones. */
    static List<PodElement> select(
            List<PodElement> all, ContainerFilter filter, Set<String> excluded, InjectionReport report) {
        warnUnknown(all, filter, report);
        List<PodElement> selected = new ArrayList<>();
        for (PodElement container : all) {
            Optional<ContainerExclusion> exclusion = ContainerExclusion.of(container.text("name"), filter, excluded);
            if (exclusion.isPresent()) {
                report.explanation()
                        .container(
                                container,
                                InjectionOutcome.SKIPPED,
                                exclusion.get().reason());
            } else {
                selected.add(container);
                report.explanation()
                        .container(
                                container,
                                InjectionOutcome.APPLIED,
                                filter.included().isPresent()
                                        ? "the annotation " + Keys.CONTAINERS + " names it"
                                        : "all containers are selected, except sidecars of meshes and agents");
            }
        }
        return selected;
    }

    /** Without containers that an earlier injection added: they have all they need. */
    static List<PodElement> withoutInjected(
            List<PodElement> containers, StatusRecorder recorder, ExplanationBuilder explanation) {
        List<PodElement> others = new ArrayList<>();
        for (PodElement container : containers) {
            if (InitContainers.isInjected(recorder, container)) {
                explanation.container(container, InjectionOutcome.SKIPPED, "an earlier injection added it");
            } else {
                others.add(container);
            }
        }
        return others;
    }

    /** Warns about names in annotations that no container has. */
    static void warnUnknown(List<PodElement> all, ContainerFilter filter, InjectionReport report) {
        Set<String> included = filter.included().orElse(Set.of());
        if (included.isEmpty() && filter.excluded().isEmpty()) {
            return;
        }
        Set<String> names = new HashSet<>();
        for (PodElement container : all) {
            names.add(container.text("name"));
        }
        warnUnknown(Keys.CONTAINERS, included, names, report);
        warnUnknown(Keys.EXCLUDE_CONTAINERS, filter.excluded(), names, report);
    }

    private static void warnUnknown(String key, Set<String> listed, Set<String> names, InjectionReport report) {
        for (String name : listed) {
            if (!names.contains(name)) {
                report.warn(
                        "unknown-container",
                        "annotation " + key + " names container \"" + Excerpt.of(name)
                                + "\", which the pod does not have (yet); if no later webhook adds it, correct the name");
            }
        }
    }
}
