package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.kube.ContainerPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Refuses writable mounts of injected volumes that were injected read-only. Other webhooks copy the mounts of a container into
 * one that they add, which has to keep working; but some let the pod's author write the copy (an annotation of Istio names volume
 * and path). So if the injection mounts a volume only read-only, copies must be read-only, too.
 *
 * <p>The status says whether the injection added the volume, and the volume must be unchanged. A forged status gains nothing: it
 * only makes this check stricter for a volume that the author could define anyway.
 */
public record CopiedMountCheck(PodElement spec, StatusRecorder recorder, InjectionReport report) {
    static final String RULE = "inject-copied-mount";

    /** Refuses each writable copy. Looks at every mount once. */
    public void check() {
        Map<String, JsonNode> injected = new HashMap<>();
        for (JsonNode volume : spec.list("volumes")) {
            if (isWritableSource(volume) && isInjected(AdditionKind.VOLUMES, "", name(volume), volume)) {
                injected.putIfAbsent(name(volume), volume);
            }
        }
        if (injected.isEmpty()) {
            return;
        }
        Map<String, List<VolumeReference>> writable = new HashMap<>();
        for (VolumeReference use : VolumeReference.of(injected.keySet(), spec)) {
            if (use.isWritable() && !isInjectedContainer(use.container())) {
                writable.computeIfAbsent(use.volume(), _ -> new ArrayList<>()).add(use);
            }
        }
        if (!writable.isEmpty()) {
            injected.forEach((name, volume) -> check(writable.getOrDefault(name, List.of()), volume));
        }
    }

    private void check(List<VolumeReference> uses, JsonNode volume) {
        if (uses.stream().noneMatch(this::isInjectedMount)) {
            uses.forEach(use -> refuse(use, volume));
        }
    }

    private void refuse(VolumeReference use, JsonNode volume) {
        report.refuse(
                RULE,
                use.field(),
                use + " writable, but that volume was injected read-only ("
                        + Volumes.describe(volume)
                        + "); set readOnly: true there, in the webhook or the annotation that adds the mount");
    }

    /** Secrets and the downward API are read-only in any mount. */
    private static boolean isWritableSource(JsonNode volume) {
        return volume.path("hostPath").isObject() || volume.path("emptyDir").isObject();
    }

    private boolean isInjectedMount(VolumeReference use) {
        return isInjected(
                AdditionKind.MOUNTS, use.container().text("name"), ContainerPath.absolute(use.path()), use.use());
    }

    private boolean isInjectedContainer(PodElement container) {
        return InitContainers.isInitContainer(container)
                && detail(AdditionKind.INIT_CONTAINERS, "", container.text("name"))
                        .equals(InitContainers.digest(container.node()));
    }

    /** Whether this run or an earlier one added it, and it is unchanged since. */
    private boolean isInjected(AdditionKind kind, String where, String what, JsonNode tree) {
        String detail = detail(kind, where, what);
        return !detail.isEmpty() && detail.equals(Digests.of(tree));
    }

    /** The digest of what this run or an earlier one added; "" for what neither did. */
    private String detail(AdditionKind kind, String where, String what) {
        String added = recorder.additions().get(new Addition(kind, where, what));
        return added == null ? recorder.claimed(kind, where, what).orElse("") : added;
    }

    private static String name(JsonNode volume) {
        return volume.path("name").stringValue("");
    }
}
