package alluxio.admission.injector;

import alluxio.admission.injector.explain.Explanation.InjectionOutcome;
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

/** Explains what is injected into containers that run Alluxio, in Alluxio pods and beside an application. */
final class AlluxioContainerExplanation {
    private AlluxioContainerExplanation() {}

    /**
     * @param selected all containers that are injected, also those of applications, which are explained already
     * @param clients those that become clients
     */
    static void explain(
            PodView view,
            PodSettings settings,
            List<PodElement> selected,
            List<AlluxioContainer> withRole,
            List<PodElement> clients,
            ExplanationBuilder explanation) {
        if (view.isAlluxioPod()) {
            Set<String> pointers = clients.stream().map(PodElement::pointer).collect(Collectors.toSet());
            selected.forEach(
                    container -> explanation.container(
                            container,
                            InjectionOutcome.APPLIED,
                            pointers.contains(container.pointer())
                                    ? "a client of the worker in its pod"
                                    : "an Alluxio pod: host aliases and HDFS Secrets, and short circuit by the container's role"));
            return;
        }
        Set<String> injected =
                withRole.stream().map(each -> each.container().pointer()).collect(Collectors.toSet());
        for (PodElement container : selected) {
            PodContainers.role(container, view.labels()).ifPresent(role -> {
                boolean getsShortCircuit = settings.features().contains(Feature.SHORT_CIRCUIT)
                        && AlluxioContainer.SHORT_CIRCUIT_ROLES.contains(role)
                        && injected.contains(container.pointer());
                String reason = "it runs Alluxio (" + role.key() + ") and is not a client";
                explanation.container(
                        container,
                        getsShortCircuit ? InjectionOutcome.APPLIED : InjectionOutcome.SKIPPED,
                        getsShortCircuit ? reason + ": short circuit only" : reason);
            });
        }
    }
}
