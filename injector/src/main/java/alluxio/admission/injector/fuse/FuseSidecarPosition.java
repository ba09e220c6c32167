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
 * Where the FUSE sidecar stands among the pod's containers, right behind the one that unmounts when it could not, and
 * whether those that stand there are ours.
 */
final class FuseSidecarPosition {
    private static final String INIT = InitContainers.LIST;
    private static final List<String> NAMES = List.of(FuseUnmountContainer.NAME, FuseSidecarContainer.NAME);

    private FuseSidecarPosition() {}

    /** The container of the sidecar's name, of whatever kind. */
    static Optional<PodElement> find(PodElement spec) {
        return find(spec, FuseSidecarContainer.NAME);
    }

    /** Reports what stands where the sidecar, the container before it, or its volume, has to be. */
    static boolean isTaken(Injection injection, Optional<PodElement> existing) {
        List<PodElement> taken = NAMES.stream()
                .flatMap(name -> find(injection.spec(), name).stream())
                .filter(container -> !InitContainers.isOurs(injection.recorder(), container))
                .toList();
        taken.forEach(container -> injection
                .report()
                .conflict(
                        "inject-container-name",
                        container.field(),
                        "fuse mode sidecar adds a container \"" + container.text("name")
                                + "\", but the pod has one of that name (image " + container.text("image")
                                + "); rename it, or remove it, or set " + Keys.FUSE_MODE
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

    /** Keeps what an earlier run put in, with the volume that only the sidecar may mount. */
    static void keep(Injection injection, PodElement sidecar) {
        NAMES.stream()
                .filter(name -> find(injection.spec(), name).isPresent())
                .forEach(name -> injection.recorder().present(AdditionKind.INIT_CONTAINERS, "", name));
        ShortCircuitMutator.domain(injection.profile())
                .filter(mount -> sidecar.list("volumeMounts")
                        .valueStream()
                        .anyMatch(
                                m -> ContainerPath.absolute(m.path("mountPath").stringValue(""))
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
    static void insert(Injection injection, List<ObjectNode> containers) {
        ArrayNode list = injection.spec().list(INIT);
        int index = initClients(injection).stream()
                .mapToInt(FuseSidecarPosition::index)
                .min()
                .orElse(list.size());
        injection.patch().insertLast(injection.spec(), INIT, index, containers);
        for (ObjectNode container : containers) {
            String name = container.path("name").stringValue("");
            injection.recorder().added(AdditionKind.INIT_CONTAINERS, "", name, InitContainers.digest(container));
        }
    }

    private static Optional<PodElement> find(PodElement spec, String name) {
        return PodContainers.all(spec).stream()
                .filter(container -> container.text("name").equals(name))
                .findFirst();
    }

    private static List<PodElement> initClients(Injection injection) {
        return injection.clients().stream().filter(InitContainers::isOne).toList();
    }

    private static int index(PodElement container) {
        return Integer.parseInt(
                container.pointer().substring(container.pointer().lastIndexOf('/') + 1));
    }
}
