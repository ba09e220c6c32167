package alluxio.admission.app.server;

import alluxio.admission.model.ClusterView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Remembers which workloads had ready pods a moment ago. Discovery counts only workloads with ready pods; without this memory, an
 * Alluxio whose only master restarts would be gone for a minute, and pods made in that minute would run without it for as long as
 * they live. A replica that was started meanwhile does not remember, and leaves pods of others as they are. Not thread-safe.
 */
final class SteadyWorkloads {
    /** How long a workload counts after its last pod was ready: longer than a rolling update of a large Alluxio takes. */
    static final Duration REMEMBERED = Duration.ofMinutes(15);

    /** Kinds of workloads, and the number of their ready pods in {@code status}. */
    private static final Map<String, String> READY =
            Map.of("StatefulSet", "readyReplicas", "Deployment", "readyReplicas", "DaemonSet", "numberReady");

    private Map<String, Instant> lastReady = Map.of();

    /** What discovery is to look at: the view, in which a workload that was ready lately still is. */
    ClusterView steady(ClusterView view, List<String> namespaces, Instant now) {
        Map<String, Instant> seen = new HashMap<>();
        READY.forEach((kind, member) -> namespaces.forEach(namespace -> view.list(kind, namespace)
                .forEach(workload ->
                        lastReady(workload, member, now).ifPresent(at -> seen.put(identity(workload), at)))));
        lastReady = seen;
        Map<String, Instant> remembered = Map.copyOf(seen);
        return new ClusterView() {
            @Override
            public List<ObjectNode> list(String kind, String namespace) {
                String member = READY.get(kind);
                List<ObjectNode> objects = view.list(kind, namespace);
                return member == null
                        ? objects
                        : objects.stream()
                                .map(object ->
                                        remembered.containsKey(identity(object)) ? asReady(object, member) : object)
                                .toList();
            }

            @Override
            public boolean isComplete(String kind, String namespace) {
                return view.isComplete(kind, namespace);
            }

            @Override
            public Optional<ObjectNode> find(String kind, String namespace, String name) {
                return READY.containsKey(kind)
                        ? ClusterView.super.find(kind, namespace, name)
                        : view.find(kind, namespace, name);
            }
        };
    }

    /** When it was ready last, unless that is too long ago. */
    private Optional<Instant> lastReady(ObjectNode workload, String member, Instant now) {
        if (ready(workload, member) > 0) {
            return Optional.of(now);
        }
        boolean stopped = workload.path("spec").path("replicas").intValue(1) == 0;
        return Optional.ofNullable(stopped ? null : lastReady.get(identity(workload)))
                .filter(at -> Duration.between(at, now).compareTo(REMEMBERED) < 0);
    }

    private static ObjectNode asReady(ObjectNode workload, String member) {
        if (ready(workload, member) > 0) {
            return workload;
        }
        ObjectNode copy = workload.deepCopy();
        copy.withObjectProperty("status").put(member, 1);
        return copy;
    }

    private static int ready(JsonNode workload, String member) {
        return workload.path("status").path(member).intValue(0);
    }

    /** One that was deleted and created again is another one. */
    private static String identity(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return String.join(
                "/",
                metadata.path("namespace").stringValue(""),
                metadata.path("name").stringValue(""),
                metadata.path("uid").stringValue(""));
    }
}
