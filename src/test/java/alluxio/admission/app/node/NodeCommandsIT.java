package alluxio.admission.app.node;

import alluxio.admission.app.documents.CommandBlock;
import alluxio.admission.app.documents.DocumentedCommands;
import alluxio.admission.app.documents.Shell;
import alluxio.admission.testcluster.Helm;
import alluxio.admission.testcluster.node.AlluxioImages;
import alluxio.admission.testcluster.node.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The node as {@code bin/test-node start --alluxio} leaves it: what other tests have installed goes first. */
@OnNode
@Order(OperationsOrder.DOCUMENTS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The command blocks of the documentation that need a node")
class NodeCommandsIT {
    private final AlluxioOnNode alluxio;
    private final Node node;

    @TempDir
    private Path folder = Path.of("");

    NodeCommandsIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.node = alluxio.node();
    }

    @BeforeAll
    void clear() {
        alluxio.installation().chart().uninstall();
        List<String> namespaces = node.client().namespaces().list().getItems().stream()
                .map(namespace -> namespace.getMetadata().getName())
                .filter(name -> !name.equals("default") && !name.startsWith("kube-"))
                .toList();
        namespaces.forEach(name -> node.kubectl("delete", "namespace", name, "--wait=false"));
        namespaces.forEach(name -> node.kubectl("delete", "pods", "--all", "-n", name, "--grace-period=1"));
        node.kubectl(
                "delete",
                "deployments,statefulsets,daemonsets,jobs,pods,persistentvolumeclaims",
                "--all",
                "--grace-period=1");
        namespaces.forEach(name -> node.kubectl("delete", "namespace", name, "--ignore-not-found"));
        // check reads of what was refused in the last hour.
        node.kubectl("delete", "events", "--all");
        node.kubectl("delete", "persistentvolume", "--all");
        node.run(List.of("rm", "-rf", "/var/volumes"));
        AlluxioImages.offerVolumes(node);
    }

    @TestFactory
    @DisplayName("do what the page says, and print what it shows")
    Stream<DynamicTest> blocks() {
        Path kubectl = Objects.requireNonNull(node.kubectl().getParent());
        Path helm = Objects.requireNonNull(Helm.four().program().getParent());
        return DocumentedCommands.of(
                CommandBlock.Place.NODE, new Shell(folder, node.kubeconfig(), List.of(kubectl, helm)));
    }
}
