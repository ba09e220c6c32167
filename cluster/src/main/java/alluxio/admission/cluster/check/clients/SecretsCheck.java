package alluxio.admission.cluster.check.clients;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.ClusterFacts.SecretFacts;
import alluxio.admission.cluster.facts.ClusterFacts.SecretName;
import alluxio.admission.cluster.facts.InjectedSecrets;
import alluxio.admission.cluster.facts.PodState;
import alluxio.admission.cluster.missed.OptedInPod;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Whether the Secrets that the feature {@code hdfs} mounts are in the namespaces of the pods: without one a pod does not start. */
public final class SecretsCheck extends ClientCheck {

    public SecretsCheck() {
        super("secrets", "Secrets for HDFS");
    }

    @Override
    CheckResult check(CheckedCluster cluster) {
        TreeSet<String> missing = new TreeSet<>();
        List<String> unseen = new ArrayList<>();
        for (OptedInPod client : cluster.clients()) {
            if (PodState.isPending(client.pod())) {
                for (SecretName name : InjectedSecrets.of(client.pod())) {
                    SecretFacts secret = cluster.facts().secret(name);
                    if (secret.isMissing()) {
                        missing.add("Secret " + name.namespace() + "/" + name.name() + ", for "
                                + PodState.owner(client.pod()));
                    } else if (!secret.problem().isEmpty()) {
                        unseen.add(secret.problem());
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            return info().failed(
                            "missing, so pods do not start",
                            "copy it from the namespace of Alluxio: kubectl -n ALLUXIO get secret NAME -o yaml, "
                                    + "without its metadata.namespace, uid and resourceVersion, then kubectl -n NAMESPACE apply -f -")
                    .with(List.copyOf(missing));
        }
        return unseen.isEmpty() ? info().ok("none missing") : info().skipped(unseen.getFirst());
    }
}
