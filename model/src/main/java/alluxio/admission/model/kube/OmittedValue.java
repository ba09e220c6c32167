package alluxio.admission.model.kube;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Stands in a trimmed tree for a text that is too long to be kept: it is there, and nothing of it is known. No JSON and no YAML makes
 * such a node, so no object can pretend to have one.
 */
public final class OmittedValue {
    private static final OmittedValue TOO_LONG = new OmittedValue();

    private OmittedValue() {}

    /** A text longer than any environment variable can be ({@link alluxio.admission.model.Limits#ENVIRONMENT_VARIABLE_BYTES}). */
    public static JsonNode tooLong() {
        return JsonNodeFactory.instance.pojoNode(TOO_LONG);
    }

    public static boolean isAt(JsonNode node) {
        return node.isPojo();
    }

    /** For a tree that is printed. */
    @Override
    public String toString() {
        return "(too long)";
    }
}
