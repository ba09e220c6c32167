package alluxio.admission.injector.hdfs;

import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.pod.PodElement;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * The tightest mode in which every container that mounts a Secret can read its files. They belong to root; with an fsGroup
 * the kubelet gives them to that group, of which every container is a member, and adds its right to read
 * (volume_linux.go, SetVolumeOwnership).
 *
 * <ul>
 *   <li>fsGroup: 0440.
 *   <li>All containers run as user 0, by their own security context or the pod's: 0400.
 *   <li>Else 0444: who another user is, or the image's, cannot be seen here.
 * </ul>
 */
final class SecretFileMode {
    /** Decimal, as the API has it, for 0400. */
    private static final int ROOT = 256;

    /** For 0440. */
    private static final int GROUP = 288;

    /** For 0644, with which Kubernetes fills in a mode that is not there. */
    private static final int KUBERNETES_DEFAULT = 420;

    private SecretFileMode() {}

    static int of(PodElement spec, List<PodElement> readers) {
        JsonNode pod = spec.node().path("securityContext");
        if (number(pod, "fsGroup").isPresent()) {
            return GROUP;
        }
        boolean root = readers.stream().allMatch(reader -> {
            JsonNode own = reader.node().path("securityContext");
            OptionalLong user = number(own, "runAsUser");
            return (user.isPresent() ? user : number(pod, "runAsUser")).orElse(-1) == 0;
        });
        return root ? ROOT : VolumeSource.READABLE;
    }

    /** Whether files of the volume can be read by whom the wanted mode lets read; the group's right comes with fsGroup. */
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
