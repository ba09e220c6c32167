package alluxio.admission.injector;

import alluxio.admission.injector.explain.Explanation.Outcome;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.injector.pod.PodContainers;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.PodSettings;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.model.Feature;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the containers of Alluxio's own are given, in its own pods and beside an application. */
final class AlluxioContainerExplanation {
    private AlluxioContainerExplanation() {}

    /** @param chosen also applications, of which all is said */
    static void explain(
            PodView view,
            PodSettings settings,
            List<PodElement> chosen,
            List<AlluxioContainer> withRole,
            ExplanationBuilder reasons) {
        if (view.isAlluxiosOwn()) {
            chosen.forEach(
                    container -> reasons.container(
                            container,
                            Outcome.APPLIED,
                            "the pod is Alluxio's own: host aliases and HDFS Secrets, and short circuit by the container's role"));
            return;
        }
        Set<String> takers =
                withRole.stream().map(each -> each.container().pointer()).collect(Collectors.toSet());
        for (PodElement container : chosen) {
            PodContainers.role(container, view.labels()).ifPresent(role -> {
                boolean takesPart = settings.features().contains(Feature.SHORT_CIRCUIT)
                        && AlluxioContainer.SHORT_CIRCUIT_ROLES.contains(role)
                        && takers.contains(container.pointer());
                String reason = "it is Alluxio's own (" + role.key() + "), and no client";
                reasons.container(
                        container,
                        takesPart ? Outcome.APPLIED : Outcome.SKIPPED,
                        takesPart ? reason + ": short circuit only" : reason);
            });
        }
    }
}
