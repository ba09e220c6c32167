package alluxio.admission.cluster.check.before;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.ObjectFacts;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.cluster.facts.ReadableKind;
import java.util.ArrayList;
import java.util.List;

/** Whether the names of cluster-wide objects are free, and no other installation would see the same pods. */
public final class NamesCheck extends BeforeCheck {
    private static final List<ReadableKind> CLUSTER_WIDE =
            List.of(ReadableKind.MUTATING_WEBHOOKS, ReadableKind.VALIDATING_WEBHOOKS, ReadableKind.ADMISSION_POLICY);

    public NamesCheck(PlannedInstallation plan) {
        super("names", "names", plan);
    }

    @Override
    CheckResult check(CheckedCluster cluster) {
        ObjectFacts objects = cluster.objects();
        List<String> unseen = CLUSTER_WIDE.stream()
                .flatMap(kind -> objects.listing(kind).problems().stream())
                .toList();
        if (!unseen.isEmpty()) {
            return info().skipped(unseen.getFirst());
        }
        List<String> others = Installation.find(objects).stream()
                .filter(installation -> !installation.configurations().isEmpty())
                .map(Installation::namespace)
                .toList();
        if (others.contains(plan().namespace())) {
            return info().warning(
                            "alluxio-admission is installed in " + plan().namespace() + " already",
                            "upgrade it: helm upgrade " + plan().name() + "; check without --pre checks it");
        }
        if (!others.isEmpty()) {
            return info().failed(
                            "alluxio-admission is installed in " + String.join(", ", others)
                                    + ": two installations would both inject the same pods",
                            "upgrade that one, or uninstall it first");
        }
        List<String> taken = new ArrayList<>();
        for (ReadableKind kind : CLUSTER_WIDE) {
            objects.all(kind).stream()
                    .filter(object -> ObjectNames.name(object).equals(plan().name())
                            || ObjectNames.name(object).startsWith(plan().name() + "-"))
                    .forEach(object -> taken.add(ObjectNames.withKind(object)));
        }
        return taken.isEmpty()
                ? info().ok("free")
                : info().failed(
                                "taken",
                                "delete what is left of an earlier installation: bin/alluxio-admission unregister --help")
                        .with(taken);
    }
}
