package alluxio.admission.injector.uninject;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.PatchBuilder;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.status.StatusRecorder;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps in the status what an earlier run put in and this one had no reason to look at, such as a feature that the profile no
 * longer has: it is still there, and {@code uninject} must be able to take it out.
 */
public record RetainedAdditions(Function<AdditionKind, Remover> removers) {

    /** Adds to the recorder what is still there of the status before. */
    public void keep(StatusRecorder recorder, PatchBuilder patch, InjectionReport report) {
        recorder.previous().ifPresent(status -> keep(status, recorder, new Uninjection(patch, status, report)));
    }

    private void keep(InjectionStatus previous, StatusRecorder recorder, Uninjection there) {
        // A term of node affinity may have been found at another position.
        Set<String> requirements = recorder.additions().keySet().stream()
                .filter(seen -> seen.kind() == AdditionKind.NODE_REQUIREMENTS)
                .map(Addition::what)
                .collect(Collectors.toSet());
        previous.additions().forEach((addition, detail) -> {
            boolean seen = recorder.additions().containsKey(addition)
                    || (addition.kind() == AdditionKind.NODE_REQUIREMENTS && requirements.contains(addition.what()));
            if (!seen && removers.apply(addition.kind()).holds(there, addition, detail)) {
                recorder.kept(addition, detail);
            }
        });
    }
}
