package alluxio.admission.cluster.check.registry;

import alluxio.admission.cluster.check.CheckReport;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.ClusterCheck;
import alluxio.admission.cluster.check.alluxio.AlluxioVersionsCheck;
import alluxio.admission.cluster.check.alluxio.FoundCheck;
import alluxio.admission.cluster.check.alluxio.MastersCheck;
import alluxio.admission.cluster.check.alluxio.SocketsCheck;
import alluxio.admission.cluster.check.alluxio.WorkersCheck;
import alluxio.admission.cluster.check.before.AlluxioFoundCheck;
import alluxio.admission.cluster.check.before.ConflictsCheck;
import alluxio.admission.cluster.check.before.KubernetesVersionCheck;
import alluxio.admission.cluster.check.before.NamesCheck;
import alluxio.admission.cluster.check.before.PlannedInstallation;
import alluxio.admission.cluster.check.before.RightsCheck;
import alluxio.admission.cluster.check.clients.CurrentCheck;
import alluxio.admission.cluster.check.clients.InjectedCheck;
import alluxio.admission.cluster.check.clients.KeysCheck;
import alluxio.admission.cluster.check.clients.RefusedCheck;
import alluxio.admission.cluster.check.clients.SecretsCheck;
import alluxio.admission.cluster.check.clients.WaitingCheck;
import alluxio.admission.cluster.check.configuration.ClusterSeenCheck;
import alluxio.admission.cluster.check.configuration.ConfigurationFormCheck;
import alluxio.admission.cluster.check.configuration.ConfigurationLoadedCheck;
import alluxio.admission.cluster.check.configuration.ConfigurationMatchesCheck;
import alluxio.admission.cluster.check.configuration.ProfilesCheck;
import alluxio.admission.cluster.check.installation.AdmissionPoliciesCheck;
import alluxio.admission.cluster.check.installation.CaBundleCheck;
import alluxio.admission.cluster.check.installation.CertificatesCheck;
import alluxio.admission.cluster.check.installation.NamespaceSelectorsCheck;
import alluxio.admission.cluster.check.installation.OtherWebhooksCheck;
import alluxio.admission.cluster.check.installation.ReplicasCheck;
import alluxio.admission.cluster.check.installation.ServerVersionsCheck;
import alluxio.admission.cluster.check.installation.TrialCheck;
import alluxio.admission.cluster.check.installation.WebhookConfigurationsCheck;
import alluxio.admission.cluster.check.policy.FindingsCheck;
import alluxio.admission.cluster.check.shortcircuit.FuseDaemonsCheck;
import alluxio.admission.cluster.check.shortcircuit.SocketUseCheck;
import alluxio.admission.cluster.check.shortcircuit.WorkerUseCheck;
import java.util.List;

/** The checks, in the order of the output. */
public final class AllChecks {
    private AllChecks() {}

    /** Those of a cluster with an installation. */
    public static List<ClusterCheck> installed() {
        return List.of(
                new WebhookConfigurationsCheck(),
                new ReplicasCheck(),
                new ServerVersionsCheck(),
                new CertificatesCheck(),
                new CaBundleCheck(),
                new AdmissionPoliciesCheck(),
                new NamespaceSelectorsCheck(),
                new OtherWebhooksCheck(),
                new TrialCheck(),
                new ConfigurationFormCheck(),
                new ConfigurationLoadedCheck(),
                new ClusterSeenCheck(),
                new ProfilesCheck(),
                new ConfigurationMatchesCheck(),
                new FoundCheck(),
                new MastersCheck(),
                new WorkersCheck(),
                new AlluxioVersionsCheck(),
                new SocketsCheck(),
                new InjectedCheck(),
                new CurrentCheck(),
                new WaitingCheck(),
                new SecretsCheck(),
                new RefusedCheck(),
                new KeysCheck(),
                new SocketUseCheck(),
                new WorkerUseCheck(),
                new FuseDaemonsCheck(),
                new FindingsCheck());
    }

    /** Those of a cluster that is to get one. */
    public static List<ClusterCheck> before(PlannedInstallation plan) {
        return List.of(
                new KubernetesVersionCheck(plan),
                new RightsCheck(plan),
                new NamesCheck(plan),
                new ConflictsCheck(plan),
                new AlluxioFoundCheck(plan));
    }

    /** Runs them. */
    public static CheckReport run(List<ClusterCheck> checks, CheckedCluster cluster) {
        return new CheckReport(
                checks.stream().flatMap(check -> check.run(cluster).stream()).toList());
    }
}
