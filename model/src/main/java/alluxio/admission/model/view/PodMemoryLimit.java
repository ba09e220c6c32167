package alluxio.admission.model.view;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.kube.LimitRanges;
import alluxio.admission.model.kube.PodTotal;
import alluxio.admission.model.kube.Quantity;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The memory limit of a whole pod, which is also the most that an emptyDir in memory of it holds. The kubelet sets it where
 * the pod has a limit itself, or each of its containers has one. Source: {@code ResourceConfigForPod} of the kubelet, and
 * {@code calculateEmptyDirMemorySize} of its emptyDir plugin.
 */
public final class PodMemoryLimit {
    private static final String MEMORY = "memory";
    private static final Derived<Pod, Optional<Long>> BYTES = Derived.of(PodMemoryLimit::read);

    private PodMemoryLimit() {}

    /** In bytes; empty where there is none, and where what a runtime class adds to it is not seen. */
    public static Optional<Long> of(Pod pod) {
        return pod.get(BYTES);
    }

    private static Optional<Long> read(Pod pod) {
        Field spec = pod.spec();
        Field overhead = spec.at("overhead", MEMORY);
        if (spec.at("runtimeClassName").exists() && !overhead.exists()) {
            return Optional.empty();
        }
        Quantity more = LimitRanges.amount(overhead.node()).orElse(Quantity.ZERO);
        return ownLimit(spec.node())
                .or(() -> ofContainers(spec))
                .map(limit -> limit.plus(more).whole())
                .filter(bytes -> bytes > 0);
    }

    private static Optional<Quantity> ofContainers(Field spec) {
        List<JsonNode> inits = nodes(spec.at("initContainers"));
        List<JsonNode> mains = nodes(spec.at("containers"));
        boolean isLimited =
                Iterables.all(inits, container -> ownLimit(container).isPresent())
                        && Iterables.all(mains, container -> ownLimit(container).isPresent());
        return isLimited ? Optional.of(PodTotal.of(inits, mains, PodMemoryLimit::ownLimit)) : Optional.empty();
    }

    private static List<JsonNode> nodes(Field list) {
        return Iterables.map(list.items(), Field::node);
    }

    /** Of a container, or of a pod's spec. Zero counts as none. */
    private static Optional<Quantity> ownLimit(JsonNode of) {
        return LimitRanges.ownLimit(of, MEMORY).filter(limit -> limit.compareTo(Quantity.ZERO) > 0);
    }
}
