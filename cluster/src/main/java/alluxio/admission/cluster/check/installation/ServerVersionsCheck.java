package alluxio.admission.cluster.check.installation;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.Installation;
import alluxio.admission.cluster.facts.ObjectNames;
import alluxio.admission.model.kube.JsonNodes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Whether all servers are of one version, and what the API server has of the installation is of the same. */
public final class ServerVersionsCheck extends InstallationCheck {
    private static final String VERSION_LABEL = "app.kubernetes.io/version";

    public ServerVersionsCheck() {
        super("versions", "versions");
    }

    @Override
    CheckResult check(Installation installation, CheckedCluster cluster) {
        Map<String, String> versions = new TreeMap<>();
        Stream.concat(installation.configurations().stream(), installation.deployment().stream())
                .forEach(object -> versions.put(
                        ObjectNames.withKind(object), ObjectNames.labels(object).getOrDefault(VERSION_LABEL, "")));
        TreeSet<String> labelled = new TreeSet<>(versions.values());
        List<String> images = installation.pods().stream()
                .map(ServerVersionsCheck::image)
                .distinct()
                .sorted()
                .toList();
        if (images.size() > 1) {
            return info().warning(
                            "the replicas run " + images.size() + " images",
                            "let the rollout end: kubectl -n " + installation.namespace()
                                    + " rollout status deployment/" + installation.service())
                    .with(images);
        }
        if (labelled.size() > 1) {
            return info().warning(
                            "the objects of the installation are of different versions",
                            "upgrade the whole release: helm upgrade")
                    .with(versions.entrySet().stream()
                            .map(each -> each.getKey() + ": " + each.getValue())
                            .toList());
        }
        return info().ok(labelled.isEmpty() || labelled.first().isEmpty() ? "equal" : labelled.first());
    }

    /** Of the server's container; "" without one. */
    static String image(ObjectNode pod) {
        return pod.path("spec")
                .path("containers")
                .valueStream()
                .filter(container -> JsonNodes.text(container, "name").equals("server"))
                .map(container -> JsonNodes.text(container, "image"))
                .findFirst()
                .orElse("");
    }
}
