package alluxio.admission.injector;

import alluxio.admission.injector.fuse.ExistingFuseSidecar;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.retained.OtherReplica;
import alluxio.admission.injector.status.InjectionStatus;
import alluxio.admission.model.Budget;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.Profile;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * An injection of the pod by a replica that may have another snapshot of the cluster.
 *
 * @param status true of the pod; empty: there was no such injection
 * @param difference why this replica would not inject the same; empty: it would
 */
record EarlierInjection(Optional<InjectionStatus> status, Optional<String> difference) {
    private static final EarlierInjection NONE = new EarlierInjection(Optional.empty(), Optional.empty());

    /**
     * Reads the pod's status.
     *
     * @param requested the profile that the pod's annotation names
     */
    static EarlierInjection of(
            OtherReplica replica,
            DecisionContext context,
            Optional<String> requested,
            Optional<InjectionStatus> previous) {
        if (previous.isEmpty()) {
            return NONE;
        }
        ObjectNode pod = context.view().pod();
        Budget budget = context.budget();
        return previous.filter(status -> replica.mayHaveWritten(status, requested))
                .filter(context.truth()::isTrue)
                .filter(status -> maySidecarsStay(replica, pod, status, budget))
                .map(status -> new EarlierInjection(Optional.of(status), replica.difference(status)))
                .orElse(NONE);
    }

    /** The profile that was used. */
    Optional<String> profile() {
        return status.isPresent() ? Optional.of(status.get().profile()) : Optional.empty();
    }

    /** What is privileged stays only if this replica knows the profile, and would allow it in this pod. */
    private static boolean maySidecarsStay(
            OtherReplica replica, ObjectNode pod, InjectionStatus status, Budget budget) {
        if (!ExistingFuseSidecar.isClaimed(status)) {
            return true;
        }
        AdmissionConfiguration configuration = replica.configuration();
        Profile profile = configuration.profiles().get(status.profile());
        return profile != null
                && pod.path("spec") instanceof ObjectNode spec
                && ExistingFuseSidecar.mayStay(new PodElement(spec, "/spec", "spec", budget), profile, configuration);
    }
}
