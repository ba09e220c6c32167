package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.pod.PodElement;
import java.util.List;
import java.util.Set;

/**
 * Refuses a pod that mounts a volume which it does not define, if the injection would add a volume of that name. Such a pod is
 * invalid. The injected volume would make it valid, with the access that its author wrote: the node's socket directory writable,
 * or the directory in which the privileged sidecar mounts.
 *
 * <p>{@link Volumes} calls it for every volume that it adds, so no feature can forget it. Webhooks that copy mounts run after the
 * injection, when the volume exists: {@link CopiedMountCheck}.
 */
public final class UndefinedVolumeCheck {
    public static final String RULE = "inject-undefined-volume";

    private UndefinedVolumeCheck() {}

    /** Whether any container uses the volume that is about to be added. Each use is refused. */
    static boolean isUsed(PodElement spec, VolumeRequest wanted, InjectionReport report) {
        List<VolumeReference> uses = VolumeReference.of(Set.of(wanted.name()), spec);
        for (VolumeReference use : uses) {
            report.refuse(
                    RULE,
                    use.field(),
                    use + ", but the pod defines no such volume, and " + wanted.feature()
                            + " adds one of that name (" + wanted.source().describe()
                            + "), so this mount would get access that nothing has granted; remove the mount, since the "
                            + "injection mounts what is needed, or define a volume of another name for it, or "
                            + wanted.alternative());
        }
        return !uses.isEmpty();
    }
}
