package alluxio.admission.injector.uninject;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusRecorder;

/**
 * Removes one kind of addition from a pod: the counterpart of the mutators that record it under an {@link AdditionKind}.
 * Stateless. It removes only what it recognises by the detail; what is missing or was changed since it leaves alone and reports
 * through the {@link Uninjection}. It never leaves a pod behind that Kubernetes would refuse.
 *
 * <p>The detail is the one given to {@link StatusRecorder#added(AdditionKind, String, String, String)}.
 */
public interface Remover {
    /** Whether the addition is in the pod as it was injected. The status may be copied from another pod, which has others. */
    boolean isIntact(Uninjection uninjection, Addition addition, String detail);

    /** Removes the addition, or reports why it stays. */
    void remove(Uninjection uninjection, Addition addition, String detail);
}
