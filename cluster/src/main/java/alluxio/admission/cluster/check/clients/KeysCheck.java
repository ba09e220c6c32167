package alluxio.admission.cluster.check.clients;

import alluxio.admission.cluster.check.CheckGroup;
import alluxio.admission.cluster.check.CheckInfo;
import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.check.ClusterCheck;
import alluxio.admission.cluster.check.Counted;
import alluxio.admission.cluster.check.clients.IneffectiveKeys.IneffectiveKey;
import alluxio.admission.cluster.facts.KindListing;
import alluxio.admission.cluster.facts.ReadableKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether pods and their controllers have {@code alluxio.io/} keys that do nothing: misspelt, an annotation instead of the label, or beside
 * the template. Such a pod has not opted in, so no other check sees it.
 */
public final class KeysCheck implements ClusterCheck {
    private static final CheckInfo INFO = new CheckInfo(CheckGroup.CLIENTS, "keys", "keys");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<CheckResult> run(CheckedCluster cluster) {
        return cluster.installation().isEmpty() ? List.of() : List.of(check(cluster));
    }

    private static CheckResult check(CheckedCluster cluster) {
        List<IneffectiveKey> found = IneffectiveKeys.find(cluster);
        if (!found.isEmpty()) {
            return INFO.warning(
                            Counted.of(found.size(), "key") + (found.size() == 1 ? " does" : " do") + " nothing",
                            "correct the manifest and apply it; delete a pod without a controller first: the webhook reads "
                                    + "keys when a pod is created")
                    .with(found.stream().map(IneffectiveKey::text).toList());
        }
        List<String> unseen = Stream.concat(Stream.of(ReadableKind.POD), IneffectiveKeys.CONTROLLERS.stream())
                .map(cluster.objects()::listing)
                .map(KindListing::problems)
                .flatMap(List::stream)
                .toList();
        return unseen.isEmpty() ? INFO.ok("none without effect") : INFO.skipped(unseen.getFirst());
    }
}
