package alluxio.admission.injector.hdfs;

import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.pod.PodElement;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * The strictest file mode with which all containers that mount a Secret can read its files. The files belong to root; with an
 * fsGroup the kubelet gives them to that group, of which every container is a member, and adds its permission to read
 * (volume_linux.go, SetVolumeOwnership).
 *
 * <ul>
 *   <li>With fsGroup: 0440.
 *   <li>If all containers run as user 0, by their security context or the pod's: 0400.
 *   <li>Else 0444: the other user, or the image's, is unknown here.
 * </ul>
 */
final class SecretFileMode {
    /** Mode 0400, in decimal as in the API. */
    private static final int ROOT = 256;

    /** Mode 0440. */
    private static final int GROUP = 288;

    /** Mode 0644, the default of Kubernetes. */
    private static final int KUBERNETES_DEFAULT = 420;

    private SecretFileMode() {}

    /** The mode for a volume that these containers mount. */
    static int of(PodElement spec, List<PodElement> readers) {
        JsonNode pod = spec.node().path("securityContext");
        if (number(pod, "fsGroup").isPresent()) {
            return GROUP;
        }
        for (PodElement reader : readers) {
            OptionalLong user = number(reader.node().path("securityContext"), "runAsUser");
            if ((user.isPresent() ? user : number(pod, "runAsUser")).orElse(-1) != 0) {
                return VolumeSource.READABLE;
            }
        }
        return ROOT;
    }

    /** Whether the mode of an existing volume permits what the wanted mode permits. With fsGroup the kubelet adds the group's. */
    static boolean suffices(JsonNode secret, int wanted) {
        int mode = (int) number(secret, "defaultMode").orElse(KUBERNETES_DEFAULT);
        return wanted == GROUP || (mode & wanted) == wanted;
    }

    private static OptionalLong number(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isIntegralNumber() && value.canConvertToLong()
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }
}
