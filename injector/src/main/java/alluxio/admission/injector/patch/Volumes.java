package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.ListIndex.Slot;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.Digests;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.model.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The pod's volumes. A volume is added when the first container needs it, and not at all if every container has its own: an
 * unused volume may keep a pod from starting. Used by one thread.
 */
public final class Volumes {
    private final JsonPatchBuilder patch;
    private final PodElement spec;
    private final StatusRecorder recorder;
    private final InjectionReport report;

    private record SourceComparison(String name, VolumeSource source) {}

    private final ListIndex index;
    private final Map<String, Slot> added = new HashMap<>();
    private final Map<SourceComparison, Boolean> compared = new HashMap<>();
    private final Map<VolumeRequest, Optional<String>> resolved = new HashMap<>();
    private final List<String> nodeLocal = new ArrayList<>();

    public Volumes(JsonPatchBuilder patch, PodElement spec, StatusRecorder recorder, InjectionReport report) {
        this.patch = patch;
        this.spec = spec;
        this.recorder = recorder;
        this.report = report;
        this.index = ListIndex.of(
                spec.list("volumes"),
                volume -> volume.isObject() ? volume.path("name").stringValue("") : null,
                patch.budget());
    }

    /** Adds the volume or finds one of the same source. Returns its name; empty, and in the report, if the name is taken. */
    public Optional<String> ensure(VolumeRequest wanted) {
        Optional<String> name = resolved.get(wanted);
        if (name == null) {
            name = resolve(wanted);
            resolved.put(wanted, name);
        }
        return name;
    }

    /** The names of injected volumes, from this run or an earlier one, that keep the cluster autoscaler from removing a node. */
    public List<String> nodeLocal() {
        return nodeLocal;
    }

    /** The first volume of that name. */
    public Optional<JsonNode> byName(String name) {
        Optional<Slot> slot = slot(name);
        return slot.isPresent() ? Optional.of(slot.get().item()) : Optional.empty();
    }

    /** The first volume of that name, to be changed. */
    public Optional<PodElement> element(String name) {
        return slot(name)
                .flatMap(slot -> slot.item() instanceof ObjectNode volume
                        ? Optional.of(spec.item("volumes", slot.original(), volume))
                        : Optional.empty());
    }

    private Optional<Slot> slot(String name) {
        Optional<Slot> first = index.first(name);
        return first.isPresent() ? first : Optional.ofNullable(added.get(name));
    }

    /** Whether the volume of that name has that source. The result is cached, since many containers may mount the volume. */
    public boolean hasSource(String name, VolumeSource source) {
        return compared.computeIfAbsent(
                new SourceComparison(name, source),
                c -> byName(c.name()).filter(c.source()::matches).isPresent());
    }

    private Optional<String> resolve(VolumeRequest wanted) {
        for (JsonNode volume : spec.list("volumes")) {
            if (wanted.source().matches(volume)) {
                return Optional.of(reuse(volume, wanted.source()));
            }
        }
        Optional<JsonNode> taken = byName(wanted.name());
        if (taken.isPresent()) {
            reportTaken(wanted, taken.get());
            return Optional.empty();
        }
        if (UndefinedVolumeCheck.isUsed(spec, wanted, report)) {
            return Optional.empty();
        }
        ObjectNode volume = wanted.source().toVolume(wanted.name());
        added.put(wanted.name(), new Slot(volume, spec.node().path("volumes").size()));
        patch.append(spec, "volumes", volume);
        recorder.added(AdditionKind.VOLUMES, "", wanted.name(), Digests.of(volume));
        rememberNodeLocal(wanted.source(), wanted.name());
        return Optional.of(wanted.name());
    }

    private void reportTaken(VolumeRequest wanted, JsonNode existing) {
        report.conflict(
                "inject-volume-name",
                "spec.volumes[name=" + wanted.name() + "]",
                wanted.feature() + " needs the volume name \"" + wanted.name() + "\" for "
                        + wanted.source().describe() + ", but the pod has a volume of that name ("
                        + describe(existing) + "); rename that volume and its mounts, or "
                        + wanted.alternative());
    }

    private String reuse(JsonNode volume, VolumeSource source) {
        String name = volume.path("name").stringValue("");
        if (recorder.claimed(AdditionKind.VOLUMES, "", name).isPresent()) {
            recorder.present(AdditionKind.VOLUMES, "", name);
            rememberNodeLocal(source, name);
        }
        checkHostPathType(volume, name, source);
        return name;
    }

    private void rememberNodeLocal(VolumeSource source, String name) {
        if (source instanceof VolumeSource.HostPath || source instanceof VolumeSource.EmptyDir) {
            nodeLocal.add(name);
        }
    }

    private void checkHostPathType(JsonNode volume, String name, VolumeSource wanted) {
        if (!(wanted instanceof VolumeSource.HostPath hostPathSource)) {
            return;
        }
        String type = volume.path("hostPath").path("type").stringValue("");
        boolean creates = !type.equals(VolumeSource.HostPath.DIRECTORY);
        if (hostPathSource.type().equals(VolumeSource.HostPath.DIRECTORY_OR_CREATE)) {
            if (!creates) {
                report.inform(
                        "host-path-type",
                        "volume \"" + name
                                + "\" has hostPath type Directory, so on a node without that directory the pod does "
                                + "not start; set type: DirectoryOrCreate");
            }
        } else if (creates) {
            report.warn(
                    "host-path-type",
                    "volume \"" + name + "\" has hostPath type \"" + type
                            + "\", which on a node without Alluxio creates the directory as root, so a worker that starts there "
                            + "later cannot use it; set type: Directory");
        }
    }

    /** The source of a volume, for messages: {@code hostPath /data}, {@code emptyDir}. */
    public static String describe(JsonNode volume) {
        if (volume.path("hostPath").isObject()) {
            return "hostPath " + Excerpt.of(volume.path("hostPath").path("path").stringValue(""));
        }
        if (volume.path("secret").isObject()) {
            return "Secret "
                    + Excerpt.of(volume.path("secret").path("secretName").stringValue(""));
        }
        return volume instanceof ObjectNode object
                ? object.propertyNames().stream()
                        .filter(field ->
                                !field.equals("name") && !object.path(field).isNull())
                        .findFirst()
                        .map(Excerpt::of)
                        .orElse("emptyDir")
                : "not an object";
    }
}
