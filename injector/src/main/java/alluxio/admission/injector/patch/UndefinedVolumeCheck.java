package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.VolumeRequest;
import alluxio.admission.injector.pod.PodElement;
import java.util.List;

/**
 * Refuses a pod that mounts a volume which it does not define, where an injection would add one of that name. Such a pod is
 * not valid by itself; the volume would make it so, and the mount has whatever access its author wrote: the node's socket
 * directory writable, or the directory in which the privileged sidecar mounts.
 *
 * <p>Asked for every volume at the moment it is added, whatever its name, so no feature can be forgotten. A webhook that
 * copies mounts comes after the injection, when the volume is there: {@link CopiedMountCheck}.
 */
public final class UndefinedVolumeCheck {
    public static final String RULE = "inject-undefined-volume";

    private UndefinedVolumeCheck() {}

    /** Whether any container uses the volume that is about to be added; each use is in the report. */
    static boolean isUsed(PodElement spec, VolumeRequest wanted, InjectionReport report) {
        List<VolumeReference> uses = VolumeReference.all(spec)
                .filter(use -> use.volume().equals(wanted.name()))
                .toList();
        for (VolumeReference use : uses) {
            report.refuse(
                    RULE,
                    use.field(),
                    use + ", but the pod defines no such volume, and " + wanted.feature()
                            + " adds one of that name (" + wanted.source().describe()
                            + "), which would make this mount valid with an access that was never granted; remove the mount, "
                            + "since the injection mounts what is needed, or define a volume of another name for it, or "
                            + wanted.alternative());
        }
        return !uses.isEmpty();
    }
}
