package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@OnNode
@Order(OperationsOrder.UPGRADE)
@DisplayName("An upgrade of the chart under load, with failurePolicy Fail, refuses no pod")
class UpgradeIT {
    private final AlluxioOnNode alluxio;
    private final Installation installation;

    UpgradeIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.installation = alluxio.installation();
    }

    @Test
    @DisplayName("to the previous version and from it to this one")
    void versions() {
        Chart chart = installation.chart();
        String now = image(installation.pods());
        String tag = now.substring(now.lastIndexOf(':') + 1);
        Map<String, String> authorities = authorities();
        String previous = chart.packaged("0.0.9").toString();
        InjectedPods.during("down to the previous version and up again", installation, 1, () -> {
            chart.helm("upgrade", previous, installation.configuration(), "image.tag=" + tag);
            assertThat(chart("0.0.9")).isTrue();
            chart.upgrade(installation.configuration());
            assertThat(chart("0.0.9")).isFalse();
        });
        installation.awaitReplicas(2);
        assertThat(authorities()).as("an upgrade leaves the authorities alone").isEqualTo(authorities);
    }

    @Test
    @DisplayName("to other values: three replicas, another port, shorter certificates, and back")
    void values() {
        Chart chart = installation.chart();
        InjectedPods.during("to other values and back", installation, 1, () -> {
            chart.upgrade(
                    installation.configuration(),
                    "replicas=3",
                    "server.port=9443",
                    "server.logLevel=debug",
                    "certificates.managed.certificateLifetime=P3D");
            installation.awaitReplicas(3);
            chart.upgrade(installation.configuration());
            installation.awaitReplicas(2);
        });
    }

    /** Whether the Deployment says that it is of this version of the chart. */
    private boolean chart(String version) {
        Map<String, String> labels = alluxio.node()
                .client()
                .apps()
                .deployments()
                .inNamespace(installation.chart().namespace())
                .withName(installation.chart().release())
                .require()
                .getMetadata()
                .getLabels();
        return labels.getOrDefault("helm.sh/chart", "").endsWith("-" + version);
    }

    private Map<String, String> authorities() {
        Secret secret = alluxio.node()
                .client()
                .secrets()
                .inNamespace(installation.chart().namespace())
                .withName(installation.chart().release() + "-ca")
                .require();
        return Map.of("ca.crt", secret.getData().get("ca.crt"));
    }

    private static String image(List<Pod> pods) {
        return pods.getFirst().getSpec().getContainers().getFirst().getImage();
    }
}
