package alluxio.admission.injector.patch;

import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.Keys;
import alluxio.admission.model.kube.ContainerPath.Relation;
import tools.jackson.databind.JsonNode;

/** Messages about mounts that cannot be added: what is needed, what is there, and the fix. */
final class MountMessages {
    private MountMessages() {}

    static String device(PodElement container, JsonNode device, MountRequest wanted) {
        return needed(wanted) + container(container) + " has block device \""
                + device.path("name").stringValue("") + "\" at "
                + Excerpt.of(device.path("devicePath").stringValue("")) + fix(wanted, container, "move the device");
    }

    static String collision(
            Volumes volumes, PodElement container, JsonNode existing, Relation relation, MountRequest wanted) {
        String name = existing.path("name").stringValue("");
        String source = volumes.byName(name).map(Volumes::describe).orElse("not among the pod's volumes");
        String subPath = Excerpt.of(existing.path("subPath")
                .stringValue(existing.path("subPathExpr").stringValue("")));
        String place = Excerpt.of(existing.path("mountPath").stringValue(""))
                + switch (relation) {
                    case ABOVE -> ", above it";
                    case BELOW -> ", below it";
                    case SAME, APART -> "";
                }
                + (subPath.isEmpty() ? "" : ", with subPath " + subPath);
        return needed(wanted) + container(container) + " mounts volume \"" + Excerpt.of(name) + "\" (" + source
                + ") at " + place + fix(wanted, container, "mount that volume elsewhere");
    }

    static String readOnly(PodElement container, JsonNode existing, MountRequest wanted) {
        return needed(wanted) + container(container) + " mounts volume \""
                + existing.path("name").stringValue("") + "\" there read-only"
                + fix(wanted, container, "remove readOnly, since the container writes there");
    }

    private static String needed(MountRequest wanted) {
        return wanted.volume().feature() + " needs " + wanted.volume().source().describe() + " at " + wanted.path()
                + ", but ";
    }

    private static String fix(MountRequest wanted, PodElement container, String action) {
        return "; " + action + ", or leave the container out with " + Keys.EXCLUDE_CONTAINERS + ": "
                + container.text("name") + ", or " + wanted.volume().alternative();
    }

    static String container(PodElement container) {
        return "container \"" + container.text("name") + "\"";
    }

    static String field(PodElement container, JsonNode existing) {
        return container.fieldOf("volumeMounts") + "[mountPath="
                + Excerpt.of(existing.path("mountPath").stringValue("")) + "]";
    }
}
