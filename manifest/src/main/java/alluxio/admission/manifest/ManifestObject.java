package alluxio.admission.manifest;

import alluxio.admission.model.kube.FieldPath;
import alluxio.admission.model.kube.FieldPath.Segment;
import alluxio.admission.model.kube.JsonNodes;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object in a document of manifests.
 *
 * @param path of it in the document; empty where the document is the object
 */
public record ManifestObject(FieldPath path, ObjectNode object) {
    private static final String TEMPLATES_OF_OPENSHIFT = "template.openshift.io/";

    /**
     * The objects of a document: itself, or the items of a List or of OpenShift's Template, however deep. The parameters of a
     * Template ({@code ${NAME}}) stay as they are.
     */
    public static Stream<ManifestObject> of(JsonNode document) {
        return of(FieldPath.ROOT, document);
    }

    private static Stream<ManifestObject> of(FieldPath path, JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return Stream.empty();
        }
        Optional<String> member = items(object);
        if (member.isEmpty()) {
            return Stream.of(new ManifestObject(path, object));
        }
        JsonNode items = object.path(member.get());
        FieldPath list = path.then(new Segment.Member(member.get()));
        return IntStream.range(0, items.size())
                .boxed()
                .flatMap(index -> of(list.then(new Segment.Indexed(index)), items.get(index)));
    }

    /** The member that has the objects of one that only holds others. */
    private static Optional<String> items(ObjectNode object) {
        String kind = JsonNodes.text(object, "kind");
        String member = kind.endsWith("List") ? "items" : isOpenShiftTemplate(object) ? "objects" : "";
        return object.path(member) instanceof ArrayNode ? Optional.of(member) : Optional.empty();
    }

    /** Whether it is OpenShift's list of objects with parameters, whose group was once the core group. */
    private static boolean isOpenShiftTemplate(ObjectNode object) {
        String version = JsonNodes.text(object, "apiVersion");
        return JsonNodes.text(object, "kind").equals("Template")
                && (version.startsWith(TEMPLATES_OF_OPENSHIFT) || version.equals("v1"));
    }

    /** The object's namespace. */
    public static String namespace(ObjectNode object, String otherwise) {
        String namespace = JsonNodes.text(object.path("metadata"), "namespace");
        return namespace.isEmpty() ? otherwise : namespace;
    }

    /** The object's name, or the prefix that it is to be generated from. */
    public static String name(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        String name = JsonNodes.text(metadata, "name");
        return name.isEmpty() ? JsonNodes.text(metadata, "generateName") : name;
    }

    /** For messages: {@code Deployment default/web}. */
    public static String describe(ObjectNode object, String defaultNamespace) {
        String name = name(object);
        return JsonNodes.text(object, "kind") + " " + namespace(object, defaultNamespace) + "/"
                + (name.isEmpty() ? "(no name)" : name);
    }
}
