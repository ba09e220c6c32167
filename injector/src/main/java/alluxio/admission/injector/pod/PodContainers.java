package alluxio.admission.injector.pod;

import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.alluxio.RoleRecognition;
import alluxio.admission.model.kube.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists the containers of a pod, and those that run Alluxio. */
public final class PodContainers {
    private PodContainers() {}

    /** Init containers, then containers, in the order of the pod. Items that are null are skipped. */
    public static List<PodElement> all(PodElement spec) {
        List<PodElement> all = new ArrayList<>();
        collect(spec, "initContainers", all);
        collect(spec, "containers", all);
        return all;
    }

    /** Adds the containers of one list of the pod. */
    public static void collect(PodElement spec, String list, List<PodElement> all) {
        ArrayNode items = spec.list(list);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof ObjectNode container) {
                all.add(spec.item(list, i, container));
            }
        }
    }

    /** The containers that do not run Alluxio. */
    public static List<PodElement> withoutRole(List<PodElement> containers, Map<String, String> labels) {
        List<PodElement> applications = new ArrayList<>();
        for (PodElement container : containers) {
            if (role(container, labels).isEmpty()) {
                applications.add(container);
            }
        }
        return applications;
    }

    /** The Alluxio role of a container; empty for an application. */
    public static Optional<Role> role(PodElement container, Map<String, String> labels) {
        return RoleRecognition.of(container.node(), labels);
    }

    /** Whether an init container runs as long as the pod. */
    public static boolean isNativeSidecar(JsonNode initContainer) {
        return JsonNodes.text(initContainer, "restartPolicy").equals("Always");
    }

    /** Whether the container runs as long as the pod: no init container that ends. */
    public static boolean isRunning(PodElement container) {
        return container.pointer().startsWith("/spec/containers/")
                || container.text("restartPolicy").equals("Always");
    }

    /** The containers that run Alluxio as long as the pod runs, so without init containers that end. */
    public static List<AlluxioContainer> withRole(List<PodElement> containers, Map<String, String> labels) {
        List<AlluxioContainer> withRole = new ArrayList<>();
        for (PodElement container : containers) {
            if (isRunning(container)) {
                Optional<Role> role = role(container, labels);
                if (role.isPresent()) {
                    withRole.add(new AlluxioContainer(container, role.get()));
                }
            }
        }
        return withRole;
    }
}
