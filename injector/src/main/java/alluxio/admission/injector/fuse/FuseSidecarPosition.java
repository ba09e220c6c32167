package alluxio.admission.injector.fuse;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.patch.Volumes;
import alluxio.admission.injector.pod.PodContainers;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.shortcircuit.ShortCircuitMutator;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.kube.ContainerPath;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Inserts the FUSE sidecar and the unmounting container before it, or keeps those that an earlier run inserted. Reports containers
 * and volumes of the same names that were not injected.
 */
final class FuseSidecarPosition {
    private static final String INIT = InitContainers.LIST;
    static final List<String> NAMES = List.of(FuseUnmountContainer.NAME, FuseSidecarContainer.NAME);

    private FuseSidecarPosition() {}

    /** The container with the name of the sidecar, of any kind. */
    static Optional<PodElement> find(PodElement spec) {
        return find(spec, FuseSidecarContainer.NAME);
    }

    /** Whether a name of the sidecar, of the container before it or of its volume is taken; if so, that is in the report. */
    static boolean isTaken(Injection injection, Optional<PodElement> existing) {
        List<PodElement> taken = NAMES.stream()
                .flatMap(name -> find(injection.spec(), name).stream())
                .filter(container -> !InitContainers.isInjected(injection.recorder(), container))
                .toList();
        taken.forEach(container -> injection
                .report()
                .conflict(
                        "inject-container-name",
                        container.field(),
                        "fuse mode sidecar adds a container \"" + container.text("name")
                                + "\", but the pod has one of that name (image " + container.text("image")
                                + "); rename or remove it, or set " + Keys.FUSE_MODE
                                + ": host, or leave fuse out with " + Keys.FEATURES));
        return !taken.isEmpty() || isVolumeTaken(injection, existing);
    }

    private static boolean isVolumeTaken(Injection injection, Optional<PodElement> existing) {
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

    /** Keeps what an earlier run inserted, with the volume that only the sidecar may mount. */
    static void keep(Injection injection, PodElement sidecar) {
        NAMES.stream()
                .filter(name -> find(injection.spec(), name).isPresent())
                .forEach(name -> injection.recorder().present(AdditionKind.INIT_CONTAINERS, "", name));
        ShortCircuitMutator.domainMount(injection)
                .filter(mount -> sidecar.list("volumeMounts")
                        .valueStream()
                        .anyMatch(
                                m -> ContainerPath.absolute(m.path("mountPath").stringValue(""))
                                        .equals(mount.path())))
                .ifPresent(mount -> {
                    injection.volumes().ensure(mount.volume());
                    injection.useDirectories();
                });
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
                                    + FuseSidecarContainer.NAME
                                    + "\" and so without the file system; move it behind that");
        }
    }

    /** Inserts the containers at the end of the patch, because an insertion shifts the containers after it. */
    static void insert(Injection injection, List<ObjectNode> containers) {
        injection.patch().insertLast(injection.spec(), INIT, index(injection), containers);
        for (ObjectNode container : containers) {
            String name = container.path("name").stringValue("");
            injection.recorder().added(AdditionKind.INIT_CONTAINERS, "", name, InitContainers.digest(container));
        }
    }

    /** Where they are inserted among the init containers. */
    static int index(Injection injection) {
        ArrayNode list = injection.spec().list(INIT);
        return initClients(injection).stream()
                .mapToInt(FuseSidecarPosition::index)
                .min()
                .orElse(list.size());
    }

    private static Optional<PodElement> find(PodElement spec, String name) {
        return PodContainers.all(spec).stream()
                .filter(container -> container.text("name").equals(name))
                .findFirst();
    }

    private static List<PodElement> initClients(Injection injection) {
        return injection.clients().stream()
                .filter(InitContainers::isInitContainer)
                .toList();
    }

    private static int index(PodElement container) {
        return Integer.parseInt(
                container.pointer().substring(container.pointer().lastIndexOf('/') + 1));
    }
}
