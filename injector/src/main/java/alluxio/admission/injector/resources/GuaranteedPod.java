package alluxio.admission.injector.resources;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.pod.PodContainers;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.kube.LimitRanges;
import alluxio.admission.model.kube.Quantity;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recognises pods of QoS class Guaranteed: each container, init containers included, has limits of CPU and memory that are its
 * requests, and more than zero (pkg/apis/core/v1/helper/qos). An injected container must not change that: the kubelet evicts such a
 * pod last, and only such a pod may get CPUs of its own.
 *
 * <p>The class of a pod with resources of its own ({@code spec.resources}) does not depend on its containers. Where its containers are
 * as above, injected ones are, too: an API server that does not know that field ignores it.
 */
public final class GuaranteedPod {
    /** Those that count. */
    static final List<String> RESOURCES = List.of("cpu", "memory");

    private GuaranteedPod() {}

    /** Whether the pod is one without what an earlier injection added. */
    public static boolean isGuaranteed(Injection injection) {
        List<PodElement> own = ownContainers(injection);
        return !own.isEmpty() && own.stream().allMatch(container -> isGuaranteed(container.node()));
    }

    /** All containers but those of an earlier injection. */
    static List<PodElement> ownContainers(Injection injection) {
        return PodContainers.all(injection.spec()).stream()
                .filter(container -> !InitContainers.isInjected(injection.recorder(), container))
                .toList();
    }

    private static boolean isGuaranteed(ObjectNode container) {
        return RESOURCES.stream().allMatch(resource -> {
            Optional<Quantity> limit = LimitRanges.ownLimit(container, resource);
            Optional<Quantity> request = LimitRanges.NONE.request(container, resource);
            return limit.isPresent()
                    && request.isPresent()
                    && limit.get().compareTo(Quantity.ZERO) > 0
                    && limit.get().compareTo(request.get()) == 0;
        });
    }
}
