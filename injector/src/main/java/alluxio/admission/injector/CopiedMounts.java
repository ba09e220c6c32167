package alluxio.admission.injector;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.InitContainers;
import alluxio.admission.injector.patch.VolumeReference;
import alluxio.admission.injector.patch.Volumes;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.kube.ContainerPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Looks at mounts of injected volumes that the injection did not make. Other webhooks copy the mounts of a container into one
 * that they add, which must go on working; but some let the pod's author write the copy (an annotation of Istio's names volume
 * and path). So where all that the injection mounts of a volume is read-only, a copy must be so too.
 *
 * <p>Whether the injection made the volume is for the status to say, and the volume must still be as it was made. Who writes
 * such a status by hand has defined the volume by hand, and is held to more than without it.
 */
public record CopiedMounts(Injection injection) {
    static final String RULE = "inject-copied-mount";

    /** Reports each copy that is writable. Every mount is looked at once. */
    void check() {
        Map<String, JsonNode> injected = injection
                .spec()
                .list("volumes")
                .valueStream()
                .filter(volume ->
                        isWritableSource(volume) && isOurs(AdditionKind.VOLUMES, "", name(volume), Digests.of(volume)))
                .collect(Collectors.toMap(CopiedMounts::name, volume -> volume, (first, _) -> first));
        if (injected.isEmpty()) {
            return;
        }
        Map<String, List<VolumeReference>> writable = VolumeReference.all(injection.spec())
                .filter(use -> injected.containsKey(use.volume()) && use.isWritable())
                .filter(use -> !isOurContainer(use.container()))
                .collect(Collectors.groupingBy(VolumeReference::volume));
        injected.forEach((name, volume) -> {
            List<VolumeReference> uses = writable.getOrDefault(name, List.of());
            if (uses.stream().noneMatch(this::isOurMount)) {
                uses.forEach(use -> refuse(use, volume));
            }
        });
    }

    private void refuse(VolumeReference use, JsonNode volume) {
        injection
                .report()
                .refuse(
                        RULE,
                        use.field(),
                        use + " writable, but that volume was injected, and only for reading ("
                                + Volumes.describe(volume)
                                + "); set readOnly: true there, in the webhook or the annotation that adds the mount");
    }

    /** Secrets and the downward API are read-only in any mount. */
    private static boolean isWritableSource(JsonNode volume) {
        return volume.path("hostPath").isObject() || volume.path("emptyDir").isObject();
    }

    private boolean isOurMount(VolumeReference use) {
        return isOurs(
                AdditionKind.MOUNTS,
                use.container().text("name"),
                ContainerPath.absolute(use.path()),
                Digests.of(use.use()));
    }

    private boolean isOurContainer(PodElement container) {
        return InitContainers.isOne(container)
                && isOurs(
                        AdditionKind.INIT_CONTAINERS,
                        "",
                        container.text("name"),
                        InitContainers.digest(container.node()));
    }

    /** Put in by this run, or by an earlier one, and unchanged since. */
    private boolean isOurs(AdditionKind kind, String where, String what, String digest) {
        StatusRecorder recorder = injection.recorder();
        return Optional.ofNullable(recorder.additions().get(new Addition(kind, where, what)))
                .or(() -> recorder.claimed(kind, where, what))
                .filter(digest::equals)
                .isPresent();
    }

    private static String name(JsonNode volume) {
        return volume.path("name").stringValue("");
    }
}
