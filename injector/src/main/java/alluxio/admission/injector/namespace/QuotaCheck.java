package alluxio.admission.injector.namespace;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.LimitRanges;
import alluxio.admission.model.kube.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares the pod with what the namespace's quotas have left. Where a quota counts CPU or memory, each container must have an amount of
 * it; no other resource is demanded (pkg/quota/v1/evaluator/core/pods.go). Quotas with scopes are left out: whether the pod is
 * within them depends on more than it says. A pod that does not fit without the injected containers is left to the API server.
 */
record QuotaCheck(InjectionReport report, InjectedPod pod, LimitRanges ranges) {
    private static final List<String> RESOURCES = List.of("cpu", "memory", "ephemeral-storage");

    void warn(List<ObjectNode> quotas) {
        for (ObjectNode quota : quotas) {
            JsonNode spec = quota.path("spec");
            if (spec.path("scopes").isEmpty() && !spec.path("scopeSelector").isObject()) {
                for (String resource : RESOURCES) {
                    check(quota, "requests." + resource, "requests", resource);
                    check(quota, resource, "requests", resource);
                    check(quota, "limits." + resource, "limits", resource);
                }
            }
        }
    }

    private void check(ObjectNode quota, String key, String kind, String resource) {
        JsonNode status = quota.path("status");
        Optional<Quantity> hard = LimitRanges.amount(status.path("hard").path(key));
        Optional<Quantity> used = LimitRanges.amount(status.path("used").path(key));
        if (hard.isEmpty() || used.isEmpty() || pod.hasOwn(kind, resource)) {
            return;
        }
        Function<JsonNode, Optional<Quantity>> amount = container ->
                kind.equals("limits") ? ranges.limit(container, resource) : ranges.request(container, resource);
        String refuses =
                "ResourceQuota \"" + JsonNodes.text(quota.path("metadata"), "name") + "\" of the namespace refuses ";
        Optional<String> without = pod.injected().stream()
                .filter(_ -> !resource.equals("ephemeral-storage") && !pod.hasOwnResources())
                .filter(container -> amount.apply(container).isEmpty())
                .map(container -> JsonNodes.text(container, "name"))
                .findFirst();
        Quantity left = new Quantity(hard.get().amount().subtract(used.get().amount()));
        Quantity all = pod.total(amount);
        if (without.isPresent()) {
            report.warn(
                    "resource-quota",
                    refuses + "the injected container \"" + without.get() + "\": it must have " + key + "; add it to "
                            + InjectedPod.profileKey(without.get())
                            + " of the profile, or a default to a LimitRange");
        } else if (all.compareTo(left) > 0 && pod.totalWithoutInjected(amount).compareTo(left) <= 0) {
            report.warn(
                    "resource-quota",
                    refuses + "the pod with its injected containers: " + key + " has " + left.shown(key)
                            + " left, and the pod takes " + all.shown(key)
                            + "; raise the quota, or lower fuse.resources of the profile");
        }
    }
}
