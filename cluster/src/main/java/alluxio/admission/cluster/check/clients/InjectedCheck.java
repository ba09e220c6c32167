package alluxio.admission.cluster.check.clients;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.facts.RemedyCommands;
import alluxio.admission.cluster.missed.OptedInPod;
import alluxio.admission.cluster.missed.OptedInPod.Missed;
import java.util.List;

/** Whether every pod that opted in was injected, or skipped with a reason. */
public final class InjectedCheck extends ClientCheck {

    public InjectedCheck() {
        super("injected", "injected");
    }

    @Override
    CheckResult check(CheckedCluster cluster) {
        List<OptedInPod> missed = cluster.clients().stream()
                .filter(each -> each.missed() != Missed.NO)
                .toList();
        int all = cluster.clients().size();
        if (missed.isEmpty()) {
            return info().ok(all == 0 ? "no pod has opted in" : all + " of " + all + " pods that opted in");
        }
        return info().failed(
                        missed.size() + " of " + all + " pods that opted in run without Alluxio",
                        "when the webhook works, create them again: "
                                + RemedyCommands.restart(
                                        PodState.owner(missed.getFirst().pod())))
                .with(byOwner(missed, each -> each.missed().reason()));
    }
}
