package alluxio.admission.injector.mutator;

import alluxio.admission.injector.patch.EnvironmentVariables;
import alluxio.admission.injector.patch.VolumeMounts;
import alluxio.admission.injector.patch.Volumes;

/**
 * Adds one feature to a pod. Stateless. It adds volumes, mounts and variables through {@link Volumes}, {@link VolumeMounts} and
 * {@link EnvironmentVariables}, which reuse what is there and report conflicts, so that every feature treats a conflict alike.
 */
public interface Mutator {
    /** Adds the feature; false if it was left out, with the reason in the report. */
    boolean mutate(Injection injection);
}
