package alluxio.admission.injector.retained;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.StatusRecorder;
import alluxio.admission.injector.uninject.Remover;
import alluxio.admission.injector.uninject.Uninjection;
import alluxio.admission.model.Budget;
import alluxio.admission.model.configuration.OnConflict;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Whether all that a status claims is in its pod as it was injected. A status that was copied from another pod is not true. */
public record StatusTruth(Function<AdditionKind, Remover> removers) {
    /** Whether the status that the recorder found in the pod is true; not if there is none. */
    public boolean isTrue(ObjectNode pod, StatusRecorder recorder, Budget budget) {
        return recorder.previous().filter(status -> isTrue(pod, status, budget)).isPresent();
    }

    public boolean isTrue(ObjectNode pod, InjectionStatus status, Budget budget) {
        InjectionReport unread = new InjectionReport(OnConflict.DENY);
        JsonPatchBuilder patch =
                new JsonPatchBuilder(pod, new StatusRecorder(Optional.empty(), unread.explanation()), budget);
        Uninjection uninjection = new Uninjection(patch, status, unread);
        return status.additions().entrySet().stream()
                .allMatch(claim ->
                        removers.apply(claim.getKey().kind()).isIntact(uninjection, claim.getKey(), claim.getValue()));
    }
}
