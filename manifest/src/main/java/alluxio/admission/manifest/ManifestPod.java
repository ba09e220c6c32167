package alluxio.admission.manifest;

import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.FieldPath.Segment;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.KubernetesKinds;
import alluxio.admission.model.kube.PodTemplateSearch;
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
 * @param path of {@code pod} in the owner, such as {@code spec.template}; empty for a Pod
 * @param byShape whether it was found by its shape, in a kind that is not Kubernetes' own
 */
public record ManifestPod(ObjectNode owner, ObjectNode pod, FieldPath path, boolean byShape) {
    /** All pods of a document, those of a List's items included. */
    public static List<ManifestPod> of(JsonNode document) {
        return ManifestObject.of(document)
                .flatMap(object -> ofObject(object.object()).stream())
                .toList();
    }

    /** The pods of one object: where its kind has them, and in kinds of others wherever something has their shape. */
    public static List<ManifestPod> ofObject(ObjectNode owner) {
        return KubernetesKinds.contains(owner)
                ? PodTemplates.find(owner).map(pod -> new ManifestPod(owner, pod, ownPath(owner), false)).stream()
                        .toList()
                : ofSearch(owner, PodTemplateSearch.search(owner));
    }

    /** Those that were found by their shape. */
    public static List<ManifestPod> ofSearch(ObjectNode owner, PodTemplateSearch.Result found) {
        return found.templates().stream()
                .map(template -> new ManifestPod(owner, template.pod(), template.path(), true))
                .toList();
    }

    private static FieldPath ownPath(ObjectNode owner) {
        List<Segment> segments = new ArrayList<>();
        PodTemplates.path(JsonNodes.text(owner, "kind")).forEach(name -> segments.add(new Segment.Member(name)));
        return new FieldPath(segments);
    }

    /** The objects of a document: itself, or the items of a List, however deep. */
    public static Stream<ObjectNode> objects(JsonNode document) {
        return ManifestObject.of(document).map(ManifestObject::object);
    }

    public String namespace(String otherwise) {
        return ManifestObject.namespace(owner, otherwise);
    }

    /** For messages: {@code Deployment default/web}. */
    public String describe(String defaultNamespace) {
        return ManifestObject.describe(owner, defaultNamespace);
    }

    public String kind() {
        return JsonNodes.text(owner, "kind");
    }

    /** The owner's name, or the prefix that it is to be generated from. */
    public String name() {
        return ManifestObject.name(owner);
    }

    /** A field of the pod as one of the object that was submitted. */
    public String field(String ofPod) {
        return path.segments().isEmpty() ? ofPod : path + (ofPod.startsWith("[") ? "" : ".") + ofPod;
    }
}
