package alluxio.admission.injector.uninject;

import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Lazy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Finds what still uses a volume or an annotation. Computed once, after all mounts and init containers had their turn. Used by one
 * thread.
 */
final class VolumeUsage {
    private record MountUse(JsonNode container, JsonNode mount) {}

    private final Uninjection uninjection;
    private final Lazy<Map<String, MountUse>> mounted = new Lazy<>(this::mounts);
    private final Lazy<Set<String>> fieldPaths = new Lazy<>(this::readFieldPaths);

    VolumeUsage(Uninjection uninjection) {
        this.uninjection = uninjection;
    }

    /** The first container that mounts the volume, for messages: {@code container "app" mounts it at /x}. */
    Optional<String> of(String volume) {
        return Optional.ofNullable(mounted.get().get(volume))
                .map(use -> "container \"" + use.container().path("name").stringValue("") + "\" mounts it at "
                        + Excerpt.of(use.mount()
                                .path("mountPath")
                                .stringValue(use.mount().path("devicePath").stringValue(""))));
    }

    private Map<String, MountUse> mounts() {
        Map<String, MountUse> mounts = new HashMap<>();
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            for (JsonNode container : uninjection.spec().list(list)) {
                for (String uses : List.of("volumeMounts", "volumeDevices")) {
                    uninjection.patch().budget().spend(container.path(uses).size());
                    for (JsonNode mount : container.path(uses)) {
                        mounts.putIfAbsent(mount.path("name").stringValue(""), new MountUse(container, mount));
                    }
                }
            }
        }
        return mounts;
    }

    /** Whether a volume of the pod shows an annotation as a file. Called after the volumes had their turn. */
    boolean isShownAsFile(String key) {
        return fieldPaths.get().contains("metadata.annotations['" + key + "']");
    }

    private Set<String> readFieldPaths() {
        Set<String> fields = new HashSet<>();
        for (JsonNode volume : uninjection.spec().list("volumes")) {
            for (JsonNode item : volume.path("downwardAPI").path("items")) {
                fields.add(item.path("fieldRef").path("fieldPath").stringValue(""));
            }
        }
        return fields;
    }
}
