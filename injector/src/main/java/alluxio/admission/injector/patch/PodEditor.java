package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.StatusRecorder;

/** Everything that changes a pod, over one patch and one status. Used by one thread, for one pod. */
public record PodEditor(
        PatchBuilder patch,
        Volumes volumes,
        VolumeMounts mounts,
        EnvironmentVariables environment,
        StatusRecorder recorder) {

    /** @param spec of the pod that the patch is for */
    public static PodEditor of(PatchBuilder patch, PodElement spec, StatusRecorder recorder, InjectionReport report) {
        Volumes volumes = new Volumes(patch, spec, recorder, report);
        return new PodEditor(
                patch,
                volumes,
                new VolumeMounts(patch, volumes, recorder, report),
                new EnvironmentVariables(patch, recorder),
                recorder);
    }
}
