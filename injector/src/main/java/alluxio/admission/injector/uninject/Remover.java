package alluxio.admission.injector.uninject;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusRecorder;

/**
 * Takes one kind of addition out of a pod again: the mirror image of what a mutator records under a {@link AdditionKind}.
 * Stateless. It takes out what it knows again by the detail, and nothing else; what is gone or was changed since it
 * leaves, and says so through the {@link Uninjection}. It never leaves a pod behind that Kubernetes would not take.
 *
 * <p>The detail is what the mutator gave {@link StatusRecorder#added(AdditionKind, String, String, String)}.
 */
public interface Remover {
    /** Whether the addition is there as it was put in. A status copied from another pod claims what is not. */
    boolean holds(Uninjection uninjection, Addition addition, String detail);

    void remove(Uninjection uninjection, Addition addition, String detail);
}
