package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.MountIndex.OverlappingMount;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.kube.ContainerPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds mounts to containers. A mount of the same source is reused; anything else in the way is a conflict. Used by one thread. */
public final class VolumeMounts {
    private static final String RULE = "inject-mount-path";

    private final JsonPatchBuilder patch;
    private final Volumes volumes;
    private final StatusRecorder recorder;
    private final InjectionReport report;

    /** By the containers' pointers. */
    private final Map<String, MountIndex> indexes = new HashMap<>();

    public VolumeMounts(JsonPatchBuilder patch, Volumes volumes, StatusRecorder recorder, InjectionReport report) {
        this.patch = patch;
        this.volumes = volumes;
        this.recorder = recorder;
        this.report = report;
    }

    /** Adds the mount or reuses one; false if neither is possible, with the reason in the report. */
    public boolean mount(PodElement container, MountRequest wanted) {
        Optional<JsonNode> existing = existing(container, wanted);
        if (existing.isEmpty()) {
            boolean free = isFree(container, wanted);
            if (!free && report.goesOn(false) && !mountsUndefined(container, wanted)) {
                volumes.ensure(wanted.volume()); // Its name may be taken, too.
            }
            return free && add(container, wanted);
        }
        boolean writable = isWritable(container, existing.get(), wanted);
        if (writable) {
            reuse(container, existing.get(), wanted);
        }
        return writable;
    }

    /** Whether the mount can be added or reused; if not, the reason is in the report. */
    public boolean isFree(PodElement container, MountRequest wanted) {
        Optional<JsonNode> existing = existing(container, wanted);
        if (existing.isPresent()) {
            return isWritable(container, existing.get(), wanted);
        }
        List<OverlappingMount> overlapping = index(container).overlapping(wanted.path());
        for (OverlappingMount each : overlapping) {
            report.conflict(
                    RULE,
                    MountMessages.field(container, each.mount()),
                    MountMessages.collision(volumes, container, each.mount(), each.relation(), wanted));
        }
        return noDeviceAt(container, wanted) && overlapping.isEmpty();
    }

    /** Whether the container has such a mount itself. */
    public boolean has(PodElement container, MountRequest wanted) {
        return existing(container, wanted).isPresent();
    }

    private boolean isWritable(PodElement container, JsonNode existing, MountRequest wanted) {
        boolean writable = wanted.readOnly() || !existing.path("readOnly").booleanValue(false);
        if (!writable) {
            report.conflict(
                    RULE,
                    MountMessages.field(container, existing),
                    MountMessages.readOnly(container, existing, wanted));
        }
        return writable;
    }

    /** Whether a mount of a volume that is not there is in the way, by the wanted name: a conflict that is told already. */
    private boolean mountsUndefined(PodElement container, MountRequest wanted) {
        String name = wanted.volume().name();
        return volumes.byName(name).isEmpty()
                && container
                        .list("volumeMounts")
                        .valueStream()
                        .anyMatch(mount -> mount.path("name").stringValue("").equals(name));
    }

    private Optional<JsonNode> existing(PodElement container, MountRequest wanted) {
        for (JsonNode mount : at(container, wanted.path())) {
            if (isSame(mount, wanted)) {
                return Optional.of(mount);
            }
        }
        return Optional.empty();
    }

    /** The mounts at exactly that path, which is normalised. */
    public List<JsonNode> at(PodElement container, String path) {
        return index(container).at(path);
    }

    private MountIndex index(PodElement container) {
        MountIndex index = indexes.get(container.pointer());
        if (index == null) {
            index = new MountIndex(container);
            indexes.put(container.pointer(), index);
        }
        return index;
    }

    private boolean noDeviceAt(PodElement container, MountRequest wanted) {
        for (JsonNode device : container.list("volumeDevices")) {
            String path = device.path("devicePath").stringValue("");
            if (ContainerPath.absolute(path).equals(wanted.path())) {
                report.conflict(
                        RULE,
                        container.fieldOf("volumeDevices", "devicePath", path),
                        MountMessages.device(container, device, wanted));
                return false;
            }
        }
        return true;
    }

    private boolean add(PodElement container, MountRequest wanted) {
        Optional<String> volume = volumes.ensure(wanted.volume());
        if (volume.isEmpty()) {
            return false;
        }
        ObjectNode mount =
                container.node().objectNode().put("name", volume.get()).put("mountPath", wanted.path());
        if (wanted.readOnly()) {
            mount.put("readOnly", true);
        }
        if (wanted.hostToContainer()) {
            mount.put("mountPropagation", "HostToContainer");
        }
        if (!wanted.subPath().isEmpty()) {
            mount.put("subPath", wanted.subPath());
        }
        index(container).add(mount);
        patch.append(container, "volumeMounts", mount);
        recorder.added(AdditionKind.MOUNTS, container.text("name"), wanted.path(), Digests.of(mount));
        return true;
    }

    private boolean isSame(JsonNode existing, MountRequest wanted) {
        return existing.path("subPath").stringValue("").equals(wanted.subPath())
                && existing.path("subPathExpr").stringValue("").isEmpty()
                && volumes.hasSource(
                        existing.path("name").stringValue(""), wanted.volume().source());
    }

    private void reuse(PodElement container, JsonNode existing, MountRequest wanted) {
        volumes.ensure(wanted.volume());
        recorder.present(AdditionKind.MOUNTS, container.text("name"), wanted.path());
        String propagation = existing.path("mountPropagation").stringValue("");
        if (wanted.hostToContainer()
                && !propagation.equals("HostToContainer")
                && !propagation.equals("Bidirectional")) {
            report.warn(
                    "mount-propagation",
                    MountMessages.container(container) + " mounts " + wanted.path()
                            + " itself, without mountPropagation: it does not see the file system if the FUSE daemon starts or "
                            + "restarts after the container; set mountPropagation: HostToContainer");
        }
    }
}
