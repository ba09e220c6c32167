package alluxio.admission.cluster.check.installation;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.CheckedConfiguration;
import alluxio.admission.cluster.facts.ClusterFacts;
import alluxio.admission.cluster.facts.ClusterFacts.TrialPod;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.injector.status.StatusReader;
import alluxio.admission.model.Budget;
import java.util.Optional;

/** Whether a labelled pod is injected: one is created as a dry run, which goes the whole way and stores nothing. */
public final class TrialCheck extends InstallationCheck {

    public TrialCheck() {
        super("dry-run", "dry run");
    }

    @Override
    CheckResult check(Installation installation, CheckedCluster cluster) {
        ClusterFacts facts = cluster.facts();
        String namespace = facts.server().namespace();
        if (installation.mutating().isEmpty()) {
            return info().skipped("there is no webhook to try");
        }
        if (facts.trial().isEmpty()) {
            return info().skipped("cannot create pods in " + namespace
                    + "; ask for the right to create pods, or choose another namespace in the kubeconfig's context");
        }
        if (!WebhookReach.reaches(installation, facts.objects().namespaceLabels(namespace))) {
            return info().skipped("the webhook leaves namespace " + namespace
                    + " out; choose another one in the kubeconfig's context");
        }
        if (!installation.mayAnswer()) {
            return info().skipped(NO_SERVER);
        }
        TrialPod trial = facts.trial().get();
        if (!trial.problem().isEmpty()) {
            return info().warning(
                            "a labelled pod in " + namespace + " was refused: " + trial.problem(),
                            "if the refusal is about the pod of this check, choose another namespace in the kubeconfig's context");
        }
        if (trial.status().isEmpty()) {
            return info().failed(
                            "a labelled pod in " + namespace + " was not injected: the webhook did not answer",
                            "look at what else failed above, and whether the API server can reach the servers' port: "
                                    + "docs/troubleshooting.md");
        }
        Optional<String> skipped = new StatusReader().skipReason(trial.status(), Budget.ofDecision());
        if (skipped.isPresent() && hasProfile(cluster)) {
            return info().warning(
                            "a labelled pod in " + namespace + " was skipped: " + skipped.get(),
                            "see what the lines below say about the configuration; it is loaded within a minute and a half");
        }
        return info().ok("a labelled pod in " + namespace
                + skipped.map(reason -> " was answered, and skipped: " + reason).orElse(" was injected"));
    }

    /** Without one, {@code profiles} says so. */
    private static boolean hasProfile(CheckedCluster cluster) {
        return cluster.configuration()
                .flatMap(CheckedConfiguration::completed)
                .filter(completed -> !completed.configuration().profiles().isEmpty())
                .isPresent();
    }
}
