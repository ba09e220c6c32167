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

/** Lists the containers of a pod, and those that run Alluxio. */
public final class PodContainers {
    private PodContainers() {}

    /** Init containers, then containers, in the order of the pod. Items that are null are skipped. */
    public static List<PodElement> all(PodElement spec) {
        return Stream.of("initContainers", "containers")
                .flatMap(list -> elements(spec, list))
                .toList();
    }

    private static Stream<PodElement> elements(PodElement spec, String list) {
        ArrayNode items = spec.list(list);
        List<PodElement> elements = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof ObjectNode container) {
                elements.add(spec.item(list, i, container));
            }
        }
        return elements.stream();
    }

    /** The containers that do not run Alluxio. */
    public static List<PodElement> withoutRole(List<PodElement> containers, Map<String, String> labels) {
        return containers.stream()
                .filter(container -> role(container, labels).isEmpty())
                .toList();
    }

    /** The Alluxio role of a container; empty for an application. */
    public static Optional<Role> role(PodElement container, Map<String, String> labels) {
        return RoleRecognition.of(container.node(), labels);
    }

    /** Whether the container runs as long as the pod: no init container that ends. */
    public static boolean isRunning(PodElement container) {
        return container.pointer().startsWith("/spec/containers/")
                || container.text("restartPolicy").equals("Always");
    }

    /** The containers that run Alluxio as long as the pod runs, so without init containers that end. */
    public static List<AlluxioContainer> withRole(List<PodElement> containers, Map<String, String> labels) {
        return containers.stream()
                .filter(PodContainers::isRunning)
                .flatMap(container ->
                        role(container, labels).map(role -> new AlluxioContainer(container, role)).stream())
                .toList();
    }
}
