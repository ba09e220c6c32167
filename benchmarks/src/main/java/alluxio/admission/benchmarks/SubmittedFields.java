package alluxio.admission.benchmarks;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an API server adds to an object before it asks a webhook: defaults, the token's volume, and who set which field. */
final class SubmittedFields {
    private static final String TOKEN = "kube-api-access-x7k2p";

    private SubmittedFields() {}

    static ObjectNode addToPod(ObjectNode pod) {
        pod.withObject("/metadata").put("namespace", SampleObjects.NAMESPACE);
        ObjectNode spec = pod.withObject("/spec");
        spec.put("dnsPolicy", "ClusterFirst")
                .put("serviceAccountName", "default")
                .put("serviceAccount", "default")
                .put("schedulerName", "default-scheduler")
                .put("terminationGracePeriodSeconds", 30)
                .put("enableServiceLinks", true)
                .put("preemptionPolicy", "PreemptLowerPriority")
                .put("priority", 0);
        spec.putObject("securityContext");
        for (String taint : new String[] {"not-ready", "unreachable"}) {
            spec.withArrayProperty("tolerations")
                    .addObject()
                    .put("key", "node.kubernetes.io/" + taint)
                    .put("operator", "Exists")
                    .put("effect", "NoExecute")
                    .put("tolerationSeconds", 300);
        }
        spec.withArrayProperty("containers").forEach(container -> addToContainer((ObjectNode) container));
        addToken(spec);
        return addManagedFields(pod, "kube-controller-manager");
    }

    /** What it adds after all webhooks that change pods, before those that judge them. */
    static ObjectNode addToCreatedPod(ObjectNode pod) {
        pod.withObject("/metadata")
                .put("uid", "fda7f38d-4c6d-4771-b276-3cd6379e8b5d")
                .put("generation", 1)
                .put("creationTimestamp", "2026-11-30T12:00:00Z");
        pod.putObject("status").put("phase", "Pending").put("qosClass", "Burstable");
        return pod;
    }

    private static void addToContainer(ObjectNode container) {
        container
                .put("terminationMessagePath", "/dev/termination-log")
                .put("terminationMessagePolicy", "File")
                .put("imagePullPolicy", "IfNotPresent")
                .withArrayProperty("volumeMounts")
                .addObject()
                .put("name", TOKEN)
                .put("readOnly", true)
                .put("mountPath", "/var/run/secrets/kubernetes.io/serviceaccount");
    }

    private static void addToken(ObjectNode spec) {
        ArrayNode sources = spec.withArrayProperty("volumes")
                .addObject()
                .put("name", TOKEN)
                .putObject("projected")
                .put("defaultMode", 420)
                .putArray("sources");
        sources.addObject()
                .putObject("serviceAccountToken")
                .put("expirationSeconds", 3607)
                .put("path", "token");
        sources.addObject()
                .putObject("configMap")
                .put("name", "kube-root-ca.crt")
                .putArray("items")
                .addObject()
                .put("key", "ca.crt")
                .put("path", "ca.crt");
    }

    private static ObjectNode addManagedFields(ObjectNode object, String manager) {
        ObjectNode fields = set(object);
        object.withObject("/metadata")
                .withArrayProperty("managedFields")
                .addObject()
                .put("manager", manager)
                .put("operation", "Update")
                .put("apiVersion", object.path("apiVersion").stringValue(""))
                .put("time", "2026-11-30T12:00:00Z")
                .put("fieldsType", "FieldsV1")
                .set("fieldsV1", fields);
        return object;
    }

    /** The set of all fields, as a server-side apply writes it: items of lists by their names. */
    private static ObjectNode set(JsonNode object) {
        ObjectNode set = ((ObjectNode) object).objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            set.set("f:" + field.getKey(), ofValue(field.getValue(), set));
        }
        return set;
    }

    private static ObjectNode ofValue(JsonNode value, ObjectNode factory) {
        if (value.isObject()) {
            return set(value);
        }
        ObjectNode items = factory.objectNode();
        value.valueStream().filter(item -> item.has("name")).forEach(item -> {
            String key = "k:{\"name\":" + item.get("name") + "}";
            items.set(key, set(item).set(".", factory.objectNode()));
        });
        return items;
    }
}
