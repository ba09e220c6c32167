package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@OnNode
@Order(OperationsOrder.RESTART)
@DisplayName("After a power failure of the node, with failurePolicy Fail,")
class NodeRestartIT {
    private final AlluxioOnNode alluxio;

    NodeRestartIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
    }

    @Test
    @DisplayName("our webhook comes back by itself, injects, and keeps nobody from coming back")
    void comesBack() {
        Installation installation = alluxio.installation();
        List<Integer> before = restarts(installation.pods());
        int alluxios = alluxio.node()
                .client()
                .pods()
                .inNamespace(AlluxioOnNode.ALLUXIO)
                .list()
                .getItems()
                .size();
        Stopwatch watch = new Stopwatch();
        alluxio.node().restart();
        watch.lap("the node is ready again");
        // The kubelet needs a moment to see that its containers are gone.
        Waiting.until(
                "our pods were started again",
                installation::pods,
                pods -> pods.size() == 2
                        && pods.stream().allMatch(Readiness.getInstance()::isReady)
                        && !restarts(pods).equals(before));
        installation.awaitInjection();
        watch.lap("a pod is injected again");
        alluxio.awaitReady(AlluxioOnNode.ALLUXIO, "", alluxios);
        watch.lap("Alluxio is ready again");
        assertThat(installation.pods()).hasSize(2);
    }

    private static List<Integer> restarts(List<Pod> pods) {
        return pods.stream()
                .map(pod -> pod.getStatus().getContainerStatuses().stream()
                        .mapToInt(status -> status.getRestartCount())
                        .sum())
                .sorted()
                .toList();
    }
}
