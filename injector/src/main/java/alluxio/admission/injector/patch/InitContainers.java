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
 * Recognises injected init containers by what they run. Everything else in a container may change on its way into the cluster:
 * the API server mounts the service account's token, a LimitRange sets resources, other webhooks change images or add variables.
 */
public final class InitContainers {
    public static final String LIST = "initContainers";

    private static final String POINTER = "/spec/" + LIST + "/";
    private static final List<String> RUN_FIELDS = List.of("command", "args", "restartPolicy");

    private InitContainers() {}

    /** The digest of what a container runs. */
    public static String digest(JsonNode container) {
        ObjectNode runs = JsonNodeFactory.instance.objectNode();
        for (String member : RUN_FIELDS) {
            JsonNode value = container.get(member);
            if (value != null && !value.isNull()) {
                runs.set(member, value);
            }
        }
        return Digests.of(runs);
    }

    /** Whether an earlier status claims the container, and it still runs what was injected. */
    public static boolean isInjected(StatusRecorder recorder, PodElement container) {
        if (!isInitContainer(container)) {
            return false;
        }
        Optional<String> claimed = recorder.claimed(AdditionKind.INIT_CONTAINERS, "", container.text("name"));
        return claimed.isPresent() && claimed.get().equals(digest(container.node()));
    }

    /** Whether the container is in {@code initContainers}. */
    public static boolean isInitContainer(PodElement container) {
        return container.pointer().startsWith(POINTER);
    }
}
