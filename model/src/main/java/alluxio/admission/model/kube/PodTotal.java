package alluxio.admission.model.kube;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * How much of a resource a pod needs, as the scheduler, quotas and the API server's validation count it: all containers and native
 * sidecars together, or more if an init container needs more beside the sidecars that were started before it
 * (AggregateContainerRequests in k8s.io/component-helpers/resource).
 */
public final class PodTotal {
    private PodTotal() {}

    /**
     * @param init in the order of the pod
     * @param amount of a container
     */
    public static Quantity of(
            List<? extends JsonNode> init,
            List<? extends JsonNode> containers,
            Function<JsonNode, Optional<Quantity>> amount) {
        Quantity running = Quantity.ZERO;
        for (JsonNode container : containers) {
            running = running.plus(amount.apply(container).orElse(Quantity.ZERO));
        }
        Quantity sidecars = Quantity.ZERO;
        Quantity most = Quantity.ZERO;
        for (JsonNode container : init) {
            Quantity own = amount.apply(container).orElse(Quantity.ZERO);
            Quantity started = sidecars.plus(own);
            most = started.compareTo(most) > 0 ? started : most;
            if (JsonNodes.text(container, "restartPolicy").equals("Always")) {
                sidecars = started;
                running = running.plus(own);
            }
        }
        return running.compareTo(most) > 0 ? running : most;
    }
}
