package alluxio.admission.injector.mutator;

import alluxio.admission.injector.patch.EnvironmentVariables;
import alluxio.admission.injector.patch.VolumeMounts;
import alluxio.admission.injector.patch.Volumes;

/**
 * Gives a pod one thing. Stateless. It wants things through {@link VolumeMounts}, {@link Volumes} and {@link EnvironmentVariables},
 * which reuse what is there and report what stands in the way, so that every feature treats a conflict alike.
 */
public interface Mutator {
    /** Whether the pod has the feature now; false when it was left out, with the reason in the report. */
    boolean mutate(Injection injection);
}
