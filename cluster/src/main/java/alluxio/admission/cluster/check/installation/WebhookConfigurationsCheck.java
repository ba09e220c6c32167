package alluxio.admission.cluster.check.installation;

import alluxio.admission.cluster.check.CheckGroup;
import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.ClusterCheck;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.ObjectFacts;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.ReadableKind;
import java.util.List;
import java.util.stream.Stream;

/** Whether API servers call the webhook at all: both configurations are there, and so is the Service that they name. */
public final class WebhookConfigurationsCheck implements ClusterCheck {
    private static final CheckInfo INFO =
            new CheckInfo(CheckGroup.INSTALLATION, "webhook-configurations", "webhook configurations");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<CheckResult> run(CheckedCluster cluster) {
        ObjectFacts objects = cluster.objects();
        List<String> unseen = Stream.of(ReadableKind.MUTATING_WEBHOOKS, ReadableKind.VALIDATING_WEBHOOKS)
                .flatMap(kind -> objects.listing(kind).problems().stream())
                .toList();
        if (!unseen.isEmpty()) {
            return List.of(INFO.skipped(unseen.getFirst()));
        }
        return List.of(cluster.installation()
                .map(found -> check(found, objects))
                .orElseGet(() -> INFO.failed(
                        "alluxio-admission is not installed: no webhook configuration calls it",
                        "install it: helm install alluxio-admission deploy/chart --namespace alluxio-admission "
                                + "--create-namespace; \"check --pre\" says first whether that can succeed")));
    }

    private static CheckResult check(Installation installation, ObjectFacts objects) {
        if (installation.mutating().isEmpty()) {
            return INFO.failed(
                    "there is no MutatingWebhookConfiguration, so no pod is injected",
                    "set the chart value mutation.enabled to true, and upgrade the release");
        }
        String service = installation.namespace() + "/" + installation.service();
        boolean seen = objects.listing(ReadableKind.SERVICE).isComplete(installation.namespace());
        if (seen
                && objects.find(ReadableKind.SERVICE, installation.namespace(), installation.service())
                        .isEmpty()) {
            return INFO.failed(
                    "they name Service " + service + ", which does not exist",
                    "upgrade the release, which creates it again: helm upgrade --install");
        }
        if (installation.validating().isEmpty()) {
            return INFO.warning(
                    "there is no ValidatingWebhookConfiguration, so nothing of Alluxio is judged when it is applied",
                    "set the chart value validation.enabled to true, and upgrade the release");
        }
        return INFO.ok(String.join(
                ", ",
                installation.configurations().stream()
                        .map(ObjectNames::withKind)
                        .toList()));
    }
}
