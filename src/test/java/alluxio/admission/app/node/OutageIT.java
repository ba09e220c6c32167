package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Our own outage, and our own pods' coming and going. */
@OnNode
@Order(OperationsOrder.OUTAGE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Of the installed webhook")
class OutageIT {
    private static final int CREATIONS = 2_000;

    private final AlluxioOnNode alluxio;
    private final Installation installation;

    OutageIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.installation = alluxio.installation();
    }

    @AfterAll
    void asBefore() {
        installation.chart().upgrade(installation.configuration());
        installation.scale(2);
        installation.awaitInjection();
    }

    @Test
    @DisplayName("an outage lets pods run, and the API server itself tells their users and the audit log")
    void outage() throws IOException {
        installation
                .chart()
                .upgrade(
                        installation.configuration(),
                        "mutation.failurePolicy=Ignore",
                        "validation.failurePolicy=Ignore");
        installation.scale(0);
        Waiting.until("no endpoint is left", installation::probe, String::isEmpty);
        ClientPods pods = new ClientPods(alluxio, "default");
        Path manifest = Files.writeString(
                alluxio.folder().resolve("outage.yaml"),
                Serialization.asYaml(pods.labelled("outage", "sleep", "1").build()));
        String told = alluxio.node().kubectl("apply", "-f", manifest.toString());
        System.out.println("outage: kubectl says: " + told.strip());
        assertThat(told)
                .contains("Warning: ")
                .contains("pod outage asks for Alluxio")
                .contains("was not injected")
                .contains("pod/outage created");
        Waiting.until(
                "the pod runs",
                () -> pods.get("outage"),
                pod -> List.of("Running", "Succeeded", "Failed")
                        .contains(pod.getStatus().getPhase()));
        assertThat(pods.get("outage").getSpec().getVolumes())
                .noneMatch(volume -> volume.getName().equals("alluxio-domain"));
        List<String> audited = audited("not-injected");
        System.out.println("outage: the audit log has " + audited.size() + " such pods");
        assertThat(audited).anyMatch(line -> line.contains("\"pod outage\""));
        pods.delete("outage");
    }

    @Test
    @DisplayName("replicas end one after the other under load, and no pod misses its injection")
    void replicasEnd() {
        int replaced = 3;
        InjectedPods.during("replicas deleted one after the other", installation, CREATIONS, () -> {
            for (int i = 0; i < replaced; i++) {
                Pod oldest = installation.pods().getFirst();
                alluxio.node().client().resource(oldest).delete();
                installation.awaitReplicas(2);
            }
        });
        InjectedPods.during(
                "the Deployment restarted",
                installation,
                1,
                () -> alluxio.node()
                        .kubectl(
                                "rollout",
                                "restart",
                                "-n",
                                installation.chart().namespace(),
                                "deployment",
                                Installation.NAME));
        alluxio.node()
                .kubectl("rollout", "status", "-n", installation.chart().namespace(), "deployment", Installation.NAME);
    }

    /** Lines of the audit log that have a true annotation of our policies, by its name. */
    private List<String> audited(String annotation) throws IOException {
        String key = Installation.NAME + "-injected/" + annotation;
        return Waiting.until(
                "the audit log has " + key,
                () -> {
                    try (var lines = Files.lines(alluxio.node().auditLog())) {
                        return lines.filter(line -> line.contains("\"" + key + "\""))
                                .toList();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                lines -> !lines.isEmpty());
    }
}
