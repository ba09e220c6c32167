package alluxio.admission.injector;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.injector.placement.SeenWorkers;
import alluxio.admission.injector.pod.PodView;
import alluxio.admission.injector.retained.StatusTruth;
import alluxio.admission.model.Budget;
import alluxio.admission.model.ClusterView;
import java.util.List;

/**
 * What a decision is made on, and what it says.
 *
 * @param namespace of the pod
 * @param workers of the cluster, as far as it is seen
 * @param budget spent by what is read
 * @param truth of a status that is in the pod
 */
record DecisionContext(
        PodView view, String namespace, SeenWorkers workers, InjectionReport report, Budget budget, StatusTruth truth) {
    /** The cluster, as far as it is seen. */
    ClusterView cluster() {
        return workers.view();
    }

    /** The pod is refused for what the report says. */
    Decision refused() {
        return refused(report.refusals());
    }

    Decision refused(List<Refusal> refusals) {
        return new Decision.Refused(
                refusals, report.notes(), report.explanation().build(refusals));
    }
}
