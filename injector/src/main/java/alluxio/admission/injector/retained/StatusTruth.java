package alluxio.admission.injector.retained;

import alluxio.admission.injector.explain.AdditionKind;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.patch.JsonPatchBuilder;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.injector.status.InjectionStatus.Addition;
import alluxio.admission.injector.uninject.Remover;
import alluxio.admission.injector.uninject.Uninjection;
import alluxio.admission.model.Budget;
import alluxio.admission.model.configuration.OnConflict;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether all that a status claims is in a pod as it was injected. A status that was copied from another pod is not true. Each claim costs
 * a digest, so the answer is kept for the next one who needs it. Used by one thread.
 */
public final class StatusTruth {
    private final Function<AdditionKind, Remover> removers;
    private final ObjectNode pod;
    private final Budget budget;
    private @Nullable InjectionStatus known;
    private boolean isKnownTrue;

    /** @param pod as it was submitted; not changed */
    public StatusTruth(Function<AdditionKind, Remover> removers, ObjectNode pod, Budget budget) {
        this.removers = removers;
        this.pod = pod;
        this.budget = budget;
    }

    public boolean isTrue(InjectionStatus status) {
        if (known == null || !known.equals(status)) {
            isKnownTrue = find(status);
            known = status;
        }
        return isKnownTrue;
    }

    private boolean find(InjectionStatus status) {
        Uninjection uninjection = new Uninjection(
                JsonPatchBuilder.ofUnchanged(pod, budget), status, new InjectionReport(OnConflict.DENY));
        for (Map.Entry<Addition, String> claim : status.additions().entrySet()) {
            Addition addition = claim.getKey();
            if (!removers.apply(addition.kind()).isIntact(uninjection, addition, claim.getValue())) {
                return false;
            }
        }
        return true;
    }
}
