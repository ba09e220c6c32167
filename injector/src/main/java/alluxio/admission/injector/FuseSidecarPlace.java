package alluxio.admission.injector;

import alluxio.admission.injector.Status.Kind;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the FUSE sidecar stands among the pod's containers, and whether one that stands there is ours. */
final class FuseSidecarPlace {
    private static final String INIT = InitContainers.LIST;

    private FuseSidecarPlace() {}

    /** The container of the sidecar's name, of whatever kind. */
    static Optional<Place> find(Place spec) {
        return Containers.all(spec).stream()
                .filter(container -> container.text("name").equals(FuseSidecarContainer.NAME))
                .findFirst();
    }

    /** Reports what stands where the sidecar, or its volume, has to be. */
    static boolean isTaken(Injection injection, Optional<Place> existing) {
        if (existing.isPresent() && !InitContainers.isOurs(injection.recorder(), existing.get())) {
            injection
                    .report()
                    .conflict(
                            "inject-container-name",
                            existing.get().field(),
                            "fuse mode sidecar adds a container \"" + FuseSidecarContainer.NAME
                                    + "\", but the pod has one of that name (image "
                                    + existing.get().text("image")
                                    + "); rename it, or remove it, or set " + Keys.FUSE_MODE
                                    + ": host, or leave fuse out with " + Keys.FEATURES);
            return true;
        }
        boolean volume = injection.volumes().byName(FuseSidecarContainer.NAME).isPresent();
        if (existing.isEmpty() && volume) {
            injection
                    .report()
                    .conflict(
                            "inject-volume-name",
                            "spec.volumes[name=" + FuseSidecarContainer.NAME + "]",
                            Feature.FUSE.key() + " needs the volume name \"" + FuseSidecarContainer.NAME
                                    + "\" for its sidecar, but the pod has a volume of that name ("
                                    + injection
                                            .volumes()
                                            .byName(FuseSidecarContainer.NAME)
                                            .map(Volumes::describe)
                                            .orElse("")
                                    + "); rename that volume and its mounts, or leave fuse out with " + Keys.FEATURES);
        }
        return existing.isEmpty() && volume;
    }

    /** Keeps the sidecar of an earlier run, with the volume that only it may mount. */
    static void keep(Injection injection, Place sidecar) {
        injection.recorder().present(Kind.INIT_CONTAINERS, "", FuseSidecarContainer.NAME);
        ShortCircuitMutator.domain(injection.profile())
                .filter(mount -> sidecar.list("volumeMounts")
                        .valueStream()
                        .anyMatch(m -> MountPaths.normalize(m.path("mountPath").stringValue(""))
                                .equals(mount.path())))
                .ifPresent(mount -> injection.volumes().ensure(mount.volume()));
        List<String> before = initClients(injection).stream()
                .filter(client -> index(client) < index(sidecar))
                .map(client -> "\"" + client.text("name") + "\"")
                .toList();
        if (!before.isEmpty()) {
            injection
                    .report()
                    .warn(
                            "fuse-sidecar-late",
                            "init container " + String.join(", ", before) + " runs before container \""
                                    + FuseSidecarContainer.NAME + "\", and so without the file system");
        }
    }

    /** Last of all, because an insertion shifts the containers behind it. */
    static void insert(Injection injection, ObjectNode sidecar) {
        ArrayNode list = injection.spec().list(INIT);
        int index = initClients(injection).stream()
                .mapToInt(FuseSidecarPlace::index)
                .min()
                .orElse(list.size());
        injection.patch().insertLast(injection.spec(), INIT, index, sidecar);
        injection.recorder().added(Kind.INIT_CONTAINERS, "", FuseSidecarContainer.NAME, InitContainers.digest(sidecar));
    }

    private static List<Place> initClients(Injection injection) {
        return injection.clients().stream().filter(InitContainers::isOne).toList();
    }

    private static int index(Place container) {
        return Integer.parseInt(
                container.pointer().substring(container.pointer().lastIndexOf('/') + 1));
    }
}
