package alluxio.admission.app.apiserver;

import alluxio.admission.manifest.yaml.KubeYaml;
import alluxio.admission.model.Keys;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pods as the tests write and change them; every method gives a copy. */
public final class Pods {
    private Pods() {}

    public static ObjectNode yaml(String text) {
        return (ObjectNode) new KubeYaml().read(text, "test").getFirst().content();
    }

    public static ObjectNode minimal(String name) {
        return yaml("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec: {containers: [{name: app, image: "app:1"}]}
                """.formatted(name));
    }

    public static ObjectNode labelled(ObjectNode pod, String value) {
        ObjectNode copy = pod.deepCopy();
        child(child(copy, "metadata"), "labels").put(Keys.INJECT, value);
        return copy;
    }

    /** Without an empty object of labels too, which the API server drops. */
    public static ObjectNode unlabelled(ObjectNode pod) {
        ObjectNode copy = pod.deepCopy();
        ObjectNode metadata = child(copy, "metadata");
        ObjectNode labels = child(metadata, "labels");
        labels.remove(Keys.INJECT);
        if (labels.isEmpty()) {
            metadata.remove("labels");
        }
        return copy;
    }

    public static ObjectNode annotated(ObjectNode pod, Map<String, String> annotations) {
        ObjectNode copy = pod.deepCopy();
        ObjectNode all = child(child(copy, "metadata"), "annotations");
        annotations.forEach(all::put);
        return copy;
    }

    public static String annotation(ObjectNode pod, String key) {
        return pod.path("metadata").path("annotations").path(key).stringValue("");
    }

    /** The result of a JSON Patch. */
    public static ObjectNode patched(ObjectNode pod, JsonNode patch) {
        return (ObjectNode) io.fabric8.zjsonpatch.JsonPatch.apply(patch, pod);
    }

    private static ObjectNode child(ObjectNode owner, String name) {
        return owner.get(name) instanceof ObjectNode object ? object : owner.putObject(name);
    }

    /** With what the API server fills in for init containers: in those that an injection adds, nobody else did. */
    public static ObjectNode defaulted(ObjectNode pod) {
        ObjectNode copy = pod.deepCopy();
        for (JsonNode init : copy.path("spec").path("initContainers")) {
            Map.of(
                            "imagePullPolicy", "IfNotPresent",
                            "terminationMessagePath", "/dev/termination-log",
                            "terminationMessagePolicy", "File")
                    .forEach((member, value) -> {
                        if (!init.has(member)) {
                            ((ObjectNode) init).put(member, value);
                        }
                    });
        }
        return copy;
    }
}
