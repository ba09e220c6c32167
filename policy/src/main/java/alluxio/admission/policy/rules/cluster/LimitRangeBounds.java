package alluxio.admission.policy.rules.cluster;

import alluxio.admission.model.kube.Quantity;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerStage;
import alluxio.admission.model.view.Field;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import alluxio.admission.policy.rules.cluster.NamespaceLimits.Bound;
import java.util.Optional;

/**
 * The LimitRanges of the namespace let Alluxio's containers in.
 *
 * <p><b>Restricted fields:</b> {@code resources.limits} and {@code resources.requests} of cpu and memory of Alluxio's containers,
 * where a LimitRange of the namespace is seen that has {@code min} or {@code max} for containers.
 *
 * <p><b>Allowed values:</b> a limit of at most {@code max} and a request of at least {@code min}, defaults of the LimitRange
 * included. It is a warning, as a LimitRange may be changed.
 *
 * <p><b>Why:</b> the API server checks pods only: a DaemonSet is accepted, and its pods are refused later, which only its events
 * say.
 *
 * <p><b>Order of applying:</b> any, as it is a warning: the LimitRange may be changed next.
 *
 * <p><b>Source:</b> the admission plugin {@code LimitRanger} of the API server. Workers of Alluxio often ask for more memory than
 * the containers that a namespace's LimitRange was written for.
 */
public final class LimitRangeBounds implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "limit-range-bounds",
                    "The API server refuses such pods in this namespace, so a workload never gets any.")
            .forAnyRelease("the API server compares the pod with the LimitRange, whatever runs in it");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        NamespaceLimits limits = NamespaceLimits.of(object);
        if (limits.least().isEmpty() && limits.most().isEmpty()) {
            return;
        }
        object.pod().stream()
                .flatMap(pod -> pod.containers().stream())
                .filter(c -> c.isOfAlluxio() && c.stage() != ContainerStage.EPHEMERAL)
                .forEach(container ->
                        NamespaceLimits.RESOURCES.forEach(resource -> check(container, resource, limits, findings)));
    }

    private static void check(Container container, String resource, NamespaceLimits limits, Findings findings) {
        Field field = container.field();
        Bound most = limits.most().get(resource);
        Optional<Quantity> limit = limits.limit(field, resource);
        if (most != null && limit.filter(l -> l.compareTo(most.amount()) > 0).isPresent()) {
            Field at = field.at("resources", "limits", resource);
            findings.at(container, at)
                    .restingOn(most.by())
                    .found(resource + " " + at.shown() + ", and " + most.by() + " with a max of " + most.text())
                    .wanted("at most " + most.text())
                    .fix("set the limit of " + resource + " to at most " + most.text() + ", or raise max of "
                            + most.by());
        }
        Bound least = limits.least().get(resource);
        Optional<Quantity> request = limits.request(field, resource);
        if (least != null
                && request.filter(r -> r.compareTo(least.amount()) < 0).isPresent()) {
            Field at = field.at("resources", "requests", resource);
            findings.at(container, at)
                    .restingOn(least.by())
                    .found(resource + " " + at.shown() + ", and " + least.by() + " with a min of " + least.text())
                    .wanted("at least " + least.text())
                    .fix("set the request of " + resource + " to at least " + least.text() + ", or lower min of "
                            + least.by());
        }
    }
}
