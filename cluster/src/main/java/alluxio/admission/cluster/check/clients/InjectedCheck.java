package alluxio.admission.cluster.check.clients;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.cluster.facts.RemedyCommands;
import alluxio.admission.cluster.missed.OptedInPod;
import alluxio.admission.cluster.missed.OptedInPod.Missed;
import alluxio.admission.model.configuration.InjectionSettings;
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
            return info().ok(all == 0 ? none(cluster) : all + " of " + all + " pods that opted in");
        }
        return info().failed(
                        missed.size() + " of " + all + " pods that opted in run without Alluxio",
                        (worksNow(cluster) ? "" : "when the webhook works, ") + "create them again: "
                                + RemedyCommands.restart(
                                        PodState.owner(missed.getFirst().pod())))
                .with(byOwner(missed, each -> each.missed().reason()));
    }

    /** Whether the dry run was answered. */
    private static boolean worksNow(CheckedCluster cluster) {
        return cluster.facts()
                .trial()
                .filter(trial -> !trial.status().isEmpty())
                .isPresent();
    }

    private static String none(CheckedCluster cluster) {
        InjectionSettings injection = CheckedConfiguration.injection(cluster.configuration());
        long ended = cluster.objects().all(ReadableKind.POD).stream()
                .filter(pod -> OptedInPod.hasEnded(
                        pod, cluster.objects().namespaceLabels(ObjectNames.namespace(pod)), injection))
                .count();
        return ended == 0
                ? "no pod has opted in"
                : "no pod that runs has opted in (" + ended + (ended == 1 ? " has" : " have") + " ended)";
    }
}
