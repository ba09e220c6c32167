package alluxio.admission.injector.namespace;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares the injected containers with what the namespace's quotas have left. Quotas with scopes are left out: whether the pod is
 * within them depends on more than it says. The pod's own containers are not counted, so a warning is never too much.
 */
final class QuotaCheck {
    private QuotaCheck() {}

    static void warn(InjectionReport report, List<ContainerResources> containers, List<ObjectNode> quotas) {
        for (ObjectNode quota : quotas) {
            JsonNode spec = quota.path("spec");
            if (spec.path("scopes").isEmpty() && !spec.path("scopeSelector").isObject()) {
                for (String resource : ContainerResources.RESOURCES) {
                    check(report, containers, quota, "requests." + resource, c -> c.request(resource));
                    check(report, containers, quota, resource, c -> c.request(resource));
                    check(report, containers, quota, "limits." + resource, c -> c.limit(resource));
                }
            }
        }
    }

    private static void check(
            InjectionReport report,
            List<ContainerResources> containers,
            ObjectNode quota,
            String key,
            Function<ContainerResources, Optional<Quantity>> amount) {
        Map<String, String> status = JsonNodes.stringMap(quota.path("status").path("hard"));
        Optional<Quantity> hard = Optional.ofNullable(status.get(key)).flatMap(Quantity::parse);
        Optional<Quantity> used = ContainerResources.quantity(quota.path("status"), "used", key);
        if (hard.isEmpty() || used.isEmpty()) {
            return;
        }
        String refuses = "ResourceQuota \"" + JsonNodes.text(quota.path("metadata"), "name")
                + "\" of the namespace refuses the injected ";
        Optional<ContainerResources> without =
                containers.stream().filter(c -> amount.apply(c).isEmpty()).findFirst();
        Quantity left = new Quantity(hard.get().amount().subtract(used.get().amount()));
        Quantity sum = ContainerResources.sum(containers, amount);
        if (without.isPresent()) {
            report.warn(
                    "resource-quota",
                    refuses + "container \"" + without.get().name() + "\": it must have " + key
                            + "; add it to fuse.resources of the profile, or a default to a LimitRange");
        } else if (sum.compareTo(left) > 0) {
            report.warn(
                    "resource-quota",
                    refuses + "FUSE sidecar: " + key + " has " + LimitRangeCheck.show(left, key)
                            + " left, and it takes " + LimitRangeCheck.show(sum, key)
                            + "; raise the quota, or lower fuse.resources of the profile");
        }
    }
}
