package alluxio.admission.benchmarks;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A MutatingAdmissionPolicy that makes the changes of a JSON Patch, inside the API server. */
final class CelPatch {
    private CelPatch() {}

    /** For creations of pods in a namespace. */
    static ObjectNode policy(String name, String namespace, JsonNode patch) {
        ObjectNode policy = object("MutatingAdmissionPolicy", name);
        ObjectNode spec = policy.putObject("spec").put("failurePolicy", "Fail").put("reinvocationPolicy", "Never");
        ObjectNode constraints = spec.putObject("matchConstraints");
        constraints
                .putObject("namespaceSelector")
                .putObject("matchLabels")
                .put("kubernetes.io/metadata.name", namespace);
        ObjectNode rule = constraints.putArray("resourceRules").addObject();
        rule.putArray("apiGroups").add("");
        rule.putArray("apiVersions").add("v1");
        rule.putArray("operations").add("CREATE");
        rule.putArray("resources").add("pods");
        spec.putArray("mutations")
                .addObject()
                .put("patchType", "JSONPatch")
                .putObject("jsonPatch")
                .put("expression", expression(patch));
        return policy;
    }

    static ObjectNode binding(String policy) {
        ObjectNode binding = object("MutatingAdmissionPolicyBinding", policy);
        binding.putObject("spec").put("policyName", policy);
        return binding;
    }

    private static ObjectNode object(String kind, String name) {
        ObjectNode object = JsonMapper.shared().createObjectNode();
        object.put("apiVersion", "admissionregistration.k8s.io/v1").put("kind", kind);
        object.putObject("metadata").put("name", name);
        return object;
    }

    private static String expression(JsonNode patch) {
        return patch.valueStream()
                .map(operation -> "JSONPatch{op: %s, path: %s, value: %s}"
                        .formatted(operation.get("op"), operation.get("path"), literal(operation.path("value"))))
                .collect(Collectors.joining(",\n", "[", "]"));
    }

    /** All values of a CEL literal have one type, but for those that are said to be of any. */
    private static String literal(JsonNode value) {
        if (value.isObject()) {
            return value.propertyStream()
                    .map(field -> JsonMapper.shared().valueToTree(field.getKey()) + ": dyn(" + literal(field.getValue())
                            + ")")
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.isArray()) {
            return value.valueStream()
                    .map(item -> "dyn(" + literal(item) + ")")
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return value.toString();
    }
}
