package alluxio.admission.model.kube;

import alluxio.admission.model.Iterables;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads {@code metadata.ownerReferences}. */
public final class OwnerReferences {
    private OwnerReferences() {}

    /** The reference to the controller that made the object; an API server accepts only one. */
    public static Optional<JsonNode> controller(JsonNode metadata) {
        return Iterables.first(metadata.path("ownerReferences"), OwnerReferences::isController);
    }

    /** All references that claim to be to a controller, as of an object that no API server has checked. */
    public static Stream<JsonNode> controllers(JsonNode metadata) {
        return metadata.path("ownerReferences").valueStream().filter(OwnerReferences::isController);
    }

    /** Whether a reference claims to be to a controller. */
    public static boolean isController(JsonNode reference) {
        return reference.path("controller").booleanValue(false);
    }
}
