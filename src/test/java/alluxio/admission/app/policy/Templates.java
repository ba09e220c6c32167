package alluxio.admission.app.policy;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Pods as the templates of what makes pods. */
public final class Templates {
    /** The kinds that {@link #of} makes. */
    public static final List<String> KINDS = List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicationController");

    private Templates() {}

    /** Valid for the API server; the pod is not changed. */
    public static ObjectNode of(ObjectNode pod, String kind) {
        ObjectNode owner = JsonNodeFactory.instance.objectNode();
        boolean core = kind.equals("ReplicationController");
        owner.put("apiVersion", core ? "v1" : "apps/v1").put("kind", kind);
        owner.set("metadata", pod.path("metadata").deepCopy());
        ObjectNode spec = owner.putObject("spec");
        ObjectNode selector = spec.putObject("selector");
        (core ? selector : selector.putObject("matchLabels")).put("example.com/selects", "it");
        if (kind.equals("StatefulSet")) {
            spec.put("serviceName", "alluxio");
        }
        ObjectNode template = spec.putObject("template");
        template.set("metadata", pod.path("metadata").deepCopy());
        template.withObject("/metadata/labels").put("example.com/selects", "it");
        template.set("spec", pod.path("spec").deepCopy());
        template.withObject("/spec").put("restartPolicy", "Always");
        return owner;
    }
}
