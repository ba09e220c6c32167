package alluxio.admission.injector;

import alluxio.admission.injector.Status.Addition;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Volumes of the pod. One that a container still mounts stays: without it the pod would be invalid. */
final class VolumeRemover implements Remover {
    private static final String LIST = "volumes";

    @Override
    public boolean holds(Uninjection uninjection, Addition addition, String detail) {
        return uninjection
                .spec()
                .list(LIST)
                .valueStream()
                .anyMatch(volume -> volume.path("name").stringValue("").equals(addition.what())
                        && Digests.of(volume).equals(detail));
    }

    @Override
    public void remove(Uninjection uninjection, Addition addition, String detail) {
        String what = "volume \"" + addition.what() + "\"";
        ArrayNode volumes = uninjection.spec().list(LIST);
        for (int i = 0; i < volumes.size(); i++) {
            if (!volumes.get(i).path("name").stringValue("").equals(addition.what())) {
                continue;
            }
            Optional<String> user = user(uninjection.spec(), addition.what());
            if (!Digests.of(volumes.get(i)).equals(detail)) {
                uninjection.changed(what);
            } else if (user.isPresent()) {
                uninjection.inUse(what, user.get() + "; remove that first, and then the volume by hand");
            } else {
                uninjection.removeItem(uninjection.spec(), LIST, i);
            }
            return;
        }
        uninjection.gone(what);
    }

    /** Who still needs the volume: {@code container "app" mounts it at /x}. */
    private static Optional<String> user(Place spec, String volume) {
        return Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(list -> spec.list(list).valueStream())
                .flatMap(container -> Stream.of("volumeMounts", "volumeDevices")
                        .flatMap(list -> container.path(list).valueStream())
                        .filter(use -> use.path("name").stringValue("").equals(volume))
                        .map(use -> "container \"" + container.path("name").stringValue("") + "\" mounts it at "
                                + use.path("mountPath")
                                        .stringValue(use.path("devicePath").stringValue(""))))
                .findFirst();
    }

    /** Whether a volume of the pod shows the text of one of its annotations. */
    static boolean showsAnnotation(Place spec, String key) {
        for (JsonNode volume : spec.list(LIST)) {
            for (JsonNode item : volume.path("downwardAPI").path("items")) {
                if (item.path("fieldRef")
                        .path("fieldPath")
                        .stringValue("")
                        .equals("metadata.annotations['" + key + "']")) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean exists(Place spec, String name) {
        return spec.list(LIST)
                .valueStream()
                .anyMatch(volume -> volume.path("name").stringValue("").equals(name));
    }
}
