package alluxio.admission.injector;

import alluxio.admission.injector.MountPaths.Relation;
import alluxio.admission.injector.Status.Kind;
import alluxio.admission.injector.Volumes.Wanted;
import alluxio.admission.model.Keys;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The containers' mounts: reused where the same source is there already, refused where anything else is. */
final class Mounts {
    /**
     * @param path normalised
     * @param hostToContainer whether later mounts on the node must show up in the container
     * @param subPath "" for the whole volume
     */
    record Mount(Wanted volume, String path, boolean readOnly, boolean hostToContainer, String subPath) {
        static Mount readOnly(Wanted volume, String path) {
            return new Mount(volume, path, true, false, "");
        }
    }

    private static final String RULE = "inject-mount-path";

    private final PatchBuilder patch;
    private final Volumes volumes;
    private final StatusRecorder recorder;
    private final Report report;

    Mounts(PatchBuilder patch, Volumes volumes, StatusRecorder recorder, Report report) {
        this.patch = patch;
        this.volumes = volumes;
        this.recorder = recorder;
        this.report = report;
    }

    /** Whether the container has what is wanted, from before or from now on. */
    boolean mount(Place container, Mount wanted) {
        boolean free = true;
        for (JsonNode existing : container.list("volumeMounts")) {
            String path = MountPaths.normalize(existing.path("mountPath").stringValue(""));
            Relation relation = MountPaths.relation(path, wanted.path());
            if (relation == Relation.SAME && isSame(existing, wanted)) {
                if (!wanted.readOnly() && existing.path("readOnly").booleanValue(false)) {
                    report.conflict(RULE, field(container, existing), readOnly(container, existing, wanted));
                    return false;
                }
                reuse(container, existing, wanted);
                return true;
            }
            if (relation != Relation.APART) {
                report.conflict(RULE, field(container, existing), collision(container, existing, relation, wanted));
                free = false;
            }
        }
        return free && noDeviceAt(container, wanted) && add(container, wanted);
    }

    private boolean noDeviceAt(Place container, Mount wanted) {
        for (JsonNode device : container.list("volumeDevices")) {
            String path = device.path("devicePath").stringValue("");
            if (MountPaths.normalize(path).equals(wanted.path())) {
                report.conflict(
                        RULE,
                        container.fieldOf("volumeDevices") + "[devicePath=" + path + "]",
                        needs(wanted) + container(container) + " has block device \""
                                + device.path("name").stringValue("") + "\" at " + path
                                + wayOut(wanted, container, "move the device"));
                return false;
            }
        }
        return true;
    }

    private boolean add(Place container, Mount wanted) {
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
        patch.append(container, "volumeMounts", mount);
        recorder.added(Kind.MOUNTS, container.text("name"), wanted.path(), Digests.of(mount));
        return true;
    }

    private boolean isSame(JsonNode existing, Mount wanted) {
        return existing.path("subPath").stringValue("").equals(wanted.subPath())
                && existing.path("subPathExpr").stringValue("").isEmpty()
                && volumes.byName(existing.path("name").stringValue(""))
                        .filter(wanted.volume().source()::matches)
                        .isPresent();
    }

    private void reuse(Place container, JsonNode existing, Mount wanted) {
        volumes.ensure(wanted.volume());
        recorder.present(Kind.MOUNTS, container.text("name"), wanted.path());
        String propagation = existing.path("mountPropagation").stringValue("");
        if (wanted.hostToContainer()
                && !propagation.equals("HostToContainer")
                && !propagation.equals("Bidirectional")) {
            report.warn(
                    "mount-propagation",
                    container(container) + " mounts " + wanted.path()
                            + " itself, without mountPropagation: HostToContainer: it will not see the file system when the FUSE "
                            + "daemon starts or restarts after the container");
        }
    }

    private String collision(Place container, JsonNode existing, Relation relation, Mount wanted) {
        String name = existing.path("name").stringValue("");
        String source = volumes.byName(name).map(Volumes::describe).orElse("not among the pod's volumes");
        String subPath = existing.path("subPath")
                .stringValue(existing.path("subPathExpr").stringValue(""));
        String place = existing.path("mountPath").stringValue("")
                + switch (relation) {
                    case ABOVE -> ", above it";
                    case BELOW -> ", below it";
                    case SAME, APART -> "";
                }
                + (subPath.isEmpty() ? "" : ", with subPath " + subPath);
        return needs(wanted) + container(container) + " mounts volume \"" + name + "\" (" + source + ") at " + place
                + wayOut(wanted, container, "mount that volume elsewhere");
    }

    private static String readOnly(Place container, JsonNode existing, Mount wanted) {
        return needs(wanted) + container(container) + " mounts volume \""
                + existing.path("name").stringValue("") + "\" there read-only"
                + wayOut(wanted, container, "take readOnly out, since it writes there");
    }

    private static String needs(Mount wanted) {
        return wanted.volume().feature() + " needs " + wanted.volume().source().describe() + " at " + wanted.path()
                + ", but ";
    }

    private static String wayOut(Mount wanted, Place container, String other) {
        return "; " + other + ", or leave the container out with " + Keys.EXCLUDE_CONTAINERS + ": "
                + container.text("name") + ", or " + wanted.volume().leaveOut();
    }

    private static String container(Place container) {
        return "container \"" + container.text("name") + "\"";
    }

    private static String field(Place container, JsonNode existing) {
        return container.fieldOf("volumeMounts") + "[mountPath="
                + existing.path("mountPath").stringValue("") + "]";
    }
}
