package alluxio.admission.injector.uninject;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusRecorder;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps additions of an earlier run in the status that this run did not need, such as those of a feature that the profile no longer
 * has: they are still in the pod, and {@code uninject} must be able to remove them.
 */
public record RetainedAdditions(Function<AdditionKind, Remover> removers) {

    /** Records the additions of the earlier status that are still in the pod. */
    public void record(StatusRecorder recorder, JsonPatchBuilder patch, InjectionReport report) {
        if (recorder.previous().isPresent()) {
            InjectionStatus status = recorder.previous().get();
            record(status, recorder, new Uninjection(patch, status, report));
        }
    }

    private void record(InjectionStatus previous, StatusRecorder recorder, Uninjection uninjection) {
        // A term of node affinity may have been found at another position.
        Set<String> requirements = new HashSet<>();
        for (Addition seen : recorder.additions().keySet()) {
            if (seen.kind() == AdditionKind.NODE_REQUIREMENTS) {
                requirements.add(seen.what());
            }
        }
        previous.additions().forEach((addition, detail) -> {
            boolean seen = recorder.additions().containsKey(addition)
                    || (addition.kind() == AdditionKind.NODE_REQUIREMENTS && requirements.contains(addition.what()));
            if (!seen && removers.apply(addition.kind()).isIntact(uninjection, addition, detail)) {
                recorder.retain(addition, detail);
            }
        });
    }
}
