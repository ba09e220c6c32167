package alluxio.admission.manifest;

import alluxio.admission.model.Keys;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.KubernetesKinds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The namespaces that opt in to injection, according to the Namespace objects among the manifests. */
public final class NamespaceOptIns {
    private final Map<String, String> values = new LinkedHashMap<>();

    public void read(JsonNode document) {
        ManifestPod.objects(document)
                .filter(object ->
                        JsonNodes.text(object, "kind").equals("Namespace") && KubernetesKinds.contains(object))
                .map(object -> object.path("metadata"))
                .filter(metadata -> metadata.path("labels").path(Keys.INJECT).isString())
                .forEach(metadata -> values.put(
                        metadata.path("name").stringValue(""),
                        metadata.path("labels").path(Keys.INJECT).stringValue("")));
    }

    /** Whether the label of this namespace is among the manifests. */
    public boolean knows(String namespace) {
        return values.containsKey(namespace);
    }

    public boolean optsIn(String namespace) {
        return "true".equals(values.get(namespace));
    }

    /** Namespaces whose label is neither true nor false: their pods are not injected, which is hardly intended. */
    public Set<String> unclear() {
        Set<String> unclear = new TreeSet<>();
        values.forEach((namespace, value) -> {
            if (!value.equals("true") && !value.equals("false")) {
                unclear.add("Namespace " + namespace + ": label " + Keys.INJECT + " is \"" + value
                        + "\", which opts nothing in; allowed: \"true\", \"false\"");
            }
        });
        return unclear;
    }
}
