package alluxio.admission.model.kube;

import tools.jackson.databind.JsonNode;

/**
 * The type of a Kubernetes object.
 *
 * @param group such as {@code apps}; empty for core types
 */
public record GroupVersionKind(String group, String version, String kind) {

    /** From the fields {@code apiVersion} ({@code apps/v1}, or {@code v1} for a core type) and {@code kind}. */
    public static GroupVersionKind of(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return new GroupVersionKind(
                slash < 0 ? "" : apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
    }

    /** The type that an object, or a reference to one, says it has. */
    public static GroupVersionKind of(JsonNode object) {
        return of(JsonNodes.text(object, "apiVersion"), JsonNodes.text(object, "kind"));
    }
}
