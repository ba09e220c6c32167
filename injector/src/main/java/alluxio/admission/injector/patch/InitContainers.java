package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.StatusRecorder;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Init containers of ours, known by what they run. All else of a container may change on its way into the cluster: the API
 * server mounts the service account's token, a LimitRange sets resources, others point images to a mirror or add variables.
 */
public final class InitContainers {
    public static final String LIST = "initContainers";

    private static final String POINTER = "/spec/" + LIST + "/";
    private static final List<String> WHAT_IT_RUNS = List.of("command", "args", "restartPolicy");

    private InitContainers() {}

    public static String digest(JsonNode container) {
        ObjectNode runs = JsonNodeFactory.instance.objectNode();
        for (String member : WHAT_IT_RUNS) {
            JsonNode value = container.get(member);
            if (value != null && !value.isNull()) {
                runs.set(member, value);
            }
        }
        return Digests.of(runs);
    }

    /** Whether an earlier status claims the container, and it still runs what was put in. */
    public static boolean isOurs(StatusRecorder recorder, PodElement container) {
        Optional<String> claimed = recorder.claimed(AdditionKind.INIT_CONTAINERS, "", container.text("name"));
        return isOne(container)
                && claimed.filter(digest(container.node())::equals).isPresent();
    }

    public static boolean isOne(PodElement container) {
        return container.pointer().startsWith(POINTER);
    }
}
