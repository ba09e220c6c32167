package alluxio.admission.injector.patch;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.status.StatusRecorder;

/** The editors of one pod, which share one patch and one status. Used by one thread. */
public record PodEditor(
        JsonPatchBuilder patch,
        Volumes volumes,
        VolumeMounts mounts,
        EnvironmentVariables environment,
        StatusRecorder recorder) {

    /** @param spec of the pod, in the tree of the patch */
    public static PodEditor of(
            JsonPatchBuilder patch, PodElement spec, StatusRecorder recorder, InjectionReport report) {
        Volumes volumes = new Volumes(patch, spec, recorder, report);
        return new PodEditor(
                patch,
                volumes,
                new VolumeMounts(patch, volumes, recorder, report),
                new EnvironmentVariables(patch, recorder),
                recorder);
    }
}
