package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.MountIndex.Neighbour;
import alluxio.admission.injector.patch.Volumes.Wanted;
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

/** The containers' mounts: reused where the same source is there already, refused where anything else is. */
public final class VolumeMounts {
    /**
     * @param path normalised
     * @param hostToContainer whether later mounts on the node must show up in the container
     * @param subPath "" for the whole volume
     */
    public record Mount(Wanted volume, String path, boolean readOnly, boolean hostToContainer, String subPath) {
        public static Mount readOnly(Wanted volume, String path) {
            return new Mount(volume, path, true, false, "");
        }
    }

    private static final String RULE = "inject-mount-path";

    private final PatchBuilder patch;
    private final Volumes volumes;
    private final StatusRecorder recorder;
    private final InjectionReport report;

    /** By the containers' pointers. */
    private final Map<String, MountIndex> indexes = new HashMap<>();

    public VolumeMounts(PatchBuilder patch, Volumes volumes, StatusRecorder recorder, InjectionReport report) {
        this.patch = patch;
        this.volumes = volumes;
        this.recorder = recorder;
        this.report = report;
    }

    /** Whether the container has what is wanted, from before or from now on. */
    public boolean mount(PodElement container, Mount wanted) {
        Optional<JsonNode> there = there(container, wanted);
        if (there.isEmpty()) {
            return isFree(container, wanted) && add(container, wanted);
        }
        boolean writable = isWritable(container, there.get(), wanted);
        if (writable) {
            reuse(container, there.get(), wanted);
        }
        return writable;
    }

    /** Whether nothing of the container's stands in the way; what does is reported. */
    public boolean isFree(PodElement container, Mount wanted) {
        Optional<JsonNode> there = there(container, wanted);
        if (there.isPresent()) {
            return isWritable(container, there.get(), wanted);
        }
        List<Neighbour> around = index(container).around(wanted.path());
        for (Neighbour each : around) {
            report.conflict(
                    RULE,
                    MountMessages.field(container, each.mount()),
                    MountMessages.collision(volumes, container, each.mount(), each.relation(), wanted));
        }
        return around.isEmpty() && noDeviceAt(container, wanted);
    }

    private boolean isWritable(PodElement container, JsonNode existing, Mount wanted) {
        boolean writable = wanted.readOnly() || !existing.path("readOnly").booleanValue(false);
        if (!writable) {
            report.conflict(
                    RULE,
                    MountMessages.field(container, existing),
                    MountMessages.readOnly(container, existing, wanted));
        }
        return writable;
    }

    private Optional<JsonNode> there(PodElement container, Mount wanted) {
        return at(container, wanted.path()).stream()
                .filter(existing -> isSame(existing, wanted))
                .findFirst();
    }

    /** What the container has mounted at exactly that path, which is normalised. */
    public List<JsonNode> at(PodElement container, String path) {
        return index(container).at(path);
    }

    private MountIndex index(PodElement container) {
        return indexes.computeIfAbsent(container.pointer(), _ -> new MountIndex(container));
    }

    private boolean noDeviceAt(PodElement container, Mount wanted) {
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

    private boolean add(PodElement container, Mount wanted) {
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

    private boolean isSame(JsonNode existing, Mount wanted) {
        return existing.path("subPath").stringValue("").equals(wanted.subPath())
                && existing.path("subPathExpr").stringValue("").isEmpty()
                && volumes.isOf(
                        existing.path("name").stringValue(""), wanted.volume().source());
    }

    private void reuse(PodElement container, JsonNode existing, Mount wanted) {
        volumes.ensure(wanted.volume());
        recorder.present(AdditionKind.MOUNTS, container.text("name"), wanted.path());
        String propagation = existing.path("mountPropagation").stringValue("");
        if (wanted.hostToContainer()
                && !propagation.equals("HostToContainer")
                && !propagation.equals("Bidirectional")) {
            report.warn(
                    "mount-propagation",
                    MountMessages.container(container) + " mounts " + wanted.path()
                            + " itself, without mountPropagation: HostToContainer: it will not see the file system when the FUSE "
                            + "daemon starts or restarts after the container");
        }
    }
}
