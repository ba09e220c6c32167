package alluxio.admission.injector.pod;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.alluxio.RoleRecognition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The containers of a pod, and which of them are Alluxio's own. */
public final class PodContainers {
    private PodContainers() {}

    /** Init containers, then containers, in the order of the pod. Items that are null are passed over. */
    public static List<PodElement> all(PodElement spec) {
        return Stream.of("initContainers", "containers")
                .flatMap(list -> places(spec, list))
                .toList();
    }

    private static Stream<PodElement> places(PodElement spec, String list) {
        ArrayNode items = spec.list(list);
        List<PodElement> places = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof ObjectNode container) {
                places.add(spec.item(list, i, container));
            }
        }
        return places.stream();
    }

    /** The containers that are not Alluxio's own, such as a FUSE sidecar is. */
    public static List<PodElement> withoutRole(List<PodElement> containers, Map<String, String> labels) {
        return containers.stream()
                .filter(container -> role(container, labels).isEmpty())
                .toList();
    }

    public static Optional<Role> role(PodElement container, Map<String, String> labels) {
        return RoleRecognition.of(container.node(), labels);
    }

    /** Alluxio's own that run beside or as the pod's containers; an init container that ends is no server. */
    public static List<AlluxioContainer> withRole(List<PodElement> containers, Map<String, String> labels) {
        return containers.stream()
                .filter(container -> container.pointer().startsWith("/spec/containers/")
                        || container.text("restartPolicy").equals("Always"))
                .flatMap(container ->
                        role(container, labels).map(role -> new AlluxioContainer(container, role)).stream())
                .toList();
    }
}
