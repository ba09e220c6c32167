package alluxio.admission.manifest;

import alluxio.admission.model.kube.PodTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pod, or a pod template, in a manifest.
 *
 * @param owner the object in the manifest
 * @param pod the part of it with the pod's metadata and spec; changing it changes the owner
 * @param path of {@code pod} in the owner, such as {@code spec.template}; "" for a Pod
 */
public record ManifestPod(ObjectNode owner, ObjectNode pod, String path) {
    /** All pods of an object, those of a List's items included; {@link PodTemplates} says where they are. */
    public static List<ManifestPod> of(JsonNode object) {
        List<ManifestPod> sites = new ArrayList<>();
        objects(object)
                .forEach(owner -> PodTemplates.find(owner)
                        .ifPresent(pod -> sites.add(
                                new ManifestPod(owner, pod, String.join(".", PodTemplates.path(kind(owner)))))));
        return sites;
    }

    /** The object itself, or the items of a List, however deep. */
    public static Stream<ObjectNode> objects(JsonNode object) {
        if (!(object instanceof ObjectNode node)) {
            return Stream.empty();
        }
        return kind(node).endsWith("List") && node.path("items").isArray()
                ? node.path("items").valueStream().flatMap(ManifestPod::objects)
                : Stream.of(node);
    }

    public String namespace(String otherwise) {
        String namespace = owner.path("metadata").path("namespace").stringValue("");
        return namespace.isEmpty() ? otherwise : namespace;
    }

    /** For messages: {@code Deployment default/web}. */
    public String describe(String defaultNamespace) {
        return kind() + " " + namespace(defaultNamespace) + "/" + (name().isEmpty() ? "(no name)" : name());
    }

    public String kind() {
        return kind(owner);
    }

    /** The owner's name, or the prefix that it is to be generated from. */
    public String name() {
        JsonNode metadata = owner.path("metadata");
        String name = metadata.path("name").stringValue("");
        return name.isEmpty() ? metadata.path("generateName").stringValue("") : name;
    }

    /** A field of the pod as one of the object that was submitted. */
    public String field(String ofPod) {
        return path.isEmpty() ? ofPod : path + "." + ofPod;
    }

    private static String kind(ObjectNode object) {
        return object.path("kind").stringValue("");
    }
}
