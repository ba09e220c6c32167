package alluxio.admission.cluster.check.alluxio;

import alluxio.admission.cluster.check.CheckResult;
import alluxio.admission.cluster.check.CheckedCluster;
import alluxio.admission.cluster.facts.AlluxioWorkload;
import alluxio.admission.cluster.facts.ObjectFacts;
import alluxio.admission.cluster.facts.ReadableKind;
import alluxio.admission.cluster.facts.RunningAlluxio;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.JvmOptions.Property;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Whether clients can reach the workers' domain sockets: each worker has one, in a directory of its node. */
public final class SocketsCheck extends AlluxioCheck {
    private static final String IN_CHART = "in Alluxio's chart: shortCircuit.enabled=true, shortCircuit.policy=uuid, "
            + "shortCircuit.volumeType=hostPath";

    public SocketsCheck() {
        super("sockets", "sockets");
    }

    @Override
    List<CheckResult> check(RunningAlluxio alluxio, CheckedCluster cluster) {
        return alluxio.of(Role.WORKER).stream()
                .flatMap(workers -> workers.container(Role.WORKER).stream()
                        .map(container -> check(alluxio, workers, container, cluster)))
                .toList();
    }

    private CheckResult check(
            RunningAlluxio alluxio, AlluxioWorkload workers, Container container, CheckedCluster cluster) {
        Optional<Property> address = container.options().get(PropertyKeys.DOMAIN_SOCKET_ADDRESS);
        if (address.isEmpty()) {
            return container.options().isComplete()
                    ? info().warning(workers + " has no domain socket: clients read by network", IN_CHART)
                    : info().skipped(workers + ": " + container.options().unseenText() + " is not seen");
        }
        String path = address.get().value();
        if (!container.options().isTrue(PropertyKeys.DOMAIN_SOCKET_AS_UUID)) {
            return info().warning(
                            workers + ": " + PropertyKeys.DOMAIN_SOCKET_AS_UUID
                                    + " is not true, so clients with the injected options look for another socket",
                            "set it to true in the workers' properties; " + IN_CHART);
        }
        Optional<ContainerMount> mount = container.mountOf(path);
        Optional<String> directory = mount.flatMap(each -> directory(each, alluxio.namespace(), cluster.objects()));
        if (directory.isEmpty()) {
            return info().warning(
                            workers + ": the socket is at " + path + ", on "
                                    + mount.flatMap(ContainerMount::volume)
                                            .map(volume -> volume.describe())
                                            .orElse("the container's own file system")
                                    + ", which no client can mount",
                            IN_CHART);
        }
        List<String> without = withoutSocket(alluxio, cluster);
        return without.isEmpty()
                ? info().ok(workers + ": " + directory.get() + " on each node, at " + path + " in the workers"
                        + (MasterInfo.of(alluxio, cluster.facts()).isPresent()
                                ? ""
                                : MasterInfo.sample(alluxio, cluster.facts())))
                : info().warning(
                                workers + ": workers are registered without a socket",
                                "look at their log for \"bind\": the directory must be writable by the worker's user; "
                                        + "then restart them")
                        .with(without);
    }

    /** The directory of the node: of a hostPath, or of the claim's volume. */
    private static Optional<String> directory(ContainerMount mount, String namespace, ObjectFacts objects) {
        return mount.hostPath()
                .or(() -> mount.volume()
                        .filter(volume -> volume.type().equals("persistentVolumeClaim"))
                        .flatMap(volume -> objects.find(
                                ReadableKind.CLAIM,
                                namespace,
                                volume.source().at("claimName").string()))
                        .flatMap(claim -> objects.find(
                                ReadableKind.PERSISTENT_VOLUME, "", JsonNodes.text(claim.path("spec"), "volumeName")))
                        .map(volume -> volume.path("spec"))
                        .map(spec -> JsonNodes.text(spec.path("hostPath"), "path")
                                + JsonNodes.text(spec.path("local"), "path"))
                        .filter(path -> !path.isEmpty()));
    }

    private static List<String> withoutSocket(RunningAlluxio alluxio, CheckedCluster cluster) {
        return MasterInfo.of(alluxio, cluster.facts()).stream()
                .flatMap(info -> info.path("workers").valueStream())
                .map(worker -> worker.path("address"))
                .filter(address -> address.has("domainSocketPath")
                        && JsonNodes.text(address, "domainSocketPath").isEmpty())
                .map(SocketsCheck::host)
                .toList();
    }

    private static String host(JsonNode address) {
        return JsonNodes.text(address, "host");
    }
}
