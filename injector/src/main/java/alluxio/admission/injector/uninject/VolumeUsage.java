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
 * Who still needs what a volume or an annotation holds. Asked when all mounts and containers that go are gone, and then
 * looked up once. Used by one thread.
 */
final class VolumeUsage {
    private record Use(JsonNode container, JsonNode mount) {}

    private final Uninjection uninjection;
    private final Lazy<Map<String, Use>> mounted = new Lazy<>(this::mounts);
    private final Lazy<Set<String>> shown = new Lazy<>(this::fields);

    VolumeUsage(Uninjection uninjection) {
        this.uninjection = uninjection;
    }

    /** The first container that mounts the volume: {@code container "app" mounts it at /x}. */
    Optional<String> of(String volume) {
        return Optional.ofNullable(mounted.get().get(volume))
                .map(use -> "container \"" + use.container().path("name").stringValue("") + "\" mounts it at "
                        + Excerpt.of(use.mount()
                                .path("mountPath")
                                .stringValue(use.mount().path("devicePath").stringValue(""))));
    }

    private Map<String, Use> mounts() {
        Map<String, Use> mounts = new HashMap<>();
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            for (JsonNode container : uninjection.spec().list(list)) {
                for (String uses : List.of("volumeMounts", "volumeDevices")) {
                    uninjection.patch().budget().spend(container.path(uses).size());
                    for (JsonNode mount : container.path(uses)) {
                        mounts.putIfAbsent(mount.path("name").stringValue(""), new Use(container, mount));
                    }
                }
            }
        }
        return mounts;
    }

    /** Whether a volume of the pod shows the text of an annotation as a file. Asked when the volumes that go are gone. */
    boolean showAnnotation(String key) {
        return shown.get().contains("metadata.annotations['" + key + "']");
    }

    private Set<String> fields() {
        Set<String> fields = new HashSet<>();
        for (JsonNode volume : uninjection.spec().list("volumes")) {
            for (JsonNode item : volume.path("downwardAPI").path("items")) {
                fields.add(item.path("fieldRef").path("fieldPath").stringValue(""));
            }
        }
        return fields;
    }
}
