package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

@OnNode
@Order(OperationsOrder.UNINSTALL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("The chart")
class UninstallIT {
    /** Events fade by themselves; a namespace has an account and the cluster's certificate of its own. */
    private static final Pattern OF_THE_CLUSTER =
            Pattern.compile("event.*|serviceaccount/default|configmap/kube-root-ca\\.crt|namespace/.*");

    /** What kubectl prints besides are warnings about kinds that will go. */
    private static final Pattern NAME = Pattern.compile("\\S+/\\S+");

    /** The configuration in the manifests. */
    private static final String NO_PROFILE = """
              config.yaml: |
                apiVersion: admission.alluxio.io/v1
                kind: AdmissionConfiguration
            """;

    private final AlluxioOnNode alluxio;
    private final Installation installation;

    UninstallIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.installation = alluxio.installation();
    }

    @AfterAll
    void installedAgain() {
        installation.chart().install(installation.configuration());
        installation.awaitInjection();
    }

    @Test
    @Order(1)
    @DisplayName(
            "when uninstalled leaves nothing; installed into Alluxio's own namespace it works, and leaves nothing there either")
    void leavesNothing() {
        List<String> found = all(installation.chart());
        System.out.println("uninstall: before, there are " + found.size() + " objects: " + found);
        assertThat(found).hasSizeGreaterThan(12);
        installation.chart().uninstall();
        awaitNothing(installation.chart());
        assertThat(installation.probe()).as("status of a pod with the label").isEmpty();

        Chart neighbour = new Chart(alluxio.node(), alluxio.folder(), Installation.NAME, AlluxioOnNode.ALLUXIO);
        neighbour.install(installation.configuration());
        installation.awaitInjection();
        alluxioComesBack();
        neighbour.uninstall();
        awaitNothing(neighbour);
    }

    @Test
    @Order(2)
    @DisplayName("as plain manifests works with kubectl alone, and leaves nothing either")
    void plainManifests() {
        String manifests = configured().toString();
        alluxio.node().kubectl("apply", "--server-side", "-f", manifests);
        installation.awaitInjection();
        installation.awaitReplicas(2);
        // In the order of docs/upgrade.md.
        alluxio.node()
                .kubectl(
                        "delete",
                        "mutatingwebhookconfigurations,validatingwebhookconfigurations,validatingadmissionpolicies",
                        "-l",
                        "app.kubernetes.io/name=alluxio-admission");
        Waiting.until("nobody is asked", installation::probe, String::isEmpty);
        alluxio.node().kubectl("delete", "-f", manifests, "--ignore-not-found");
        awaitNothing(installation.chart());
    }

    /** The manifests with the configuration of this node, as docs/install.md says: written into their ConfigMap. */
    private Path configured() {
        try {
            String manifests = Files.readString(Installation.MANIFESTS);
            String configuration =
                    Files.readString(installation.configuration()).indent(4);
            assertThat(manifests).contains(NO_PROFILE);
            return Files.writeString(
                    alluxio.folder().resolve("plain.yaml"),
                    manifests.replace(NO_PROFILE, "  config.yaml: |\n" + configuration));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Alluxio's own pods are created while our webhook, which fails closed here, lives beside them. */
    private void alluxioComesBack() {
        Pod worker = alluxio.worker();
        alluxio.node().client().resource(worker).delete();
        Waiting.until(
                "another worker is ready",
                alluxio::workers,
                pods -> pods.size() == 1
                        && !pods.getFirst()
                                .getMetadata()
                                .getUid()
                                .equals(worker.getMetadata().getUid())
                        && Readiness.getInstance().isReady(pods.getFirst()));
    }

    private void awaitNothing(Chart chart) {
        Waiting.until("nothing of the chart is left", () -> all(chart), List::isEmpty);
    }

    /** Everything that has the release's name or is in its namespace and not Alluxio's, as kind/name. */
    private List<String> all(Chart chart) {
        List<String> names = new ArrayList<>();
        for (boolean namespaced : List.of(true, false)) {
            String kinds = String.join(
                    ",",
                    alluxio.node()
                            .kubectl("api-resources", "--verbs=list", "-o", "name", "--namespaced=" + namespaced)
                            .strip()
                            .split("\\s+"));
            List<String> command = new ArrayList<>(List.of("get", kinds, "-o", "name", "--ignore-not-found"));
            if (namespaced) {
                command.add("-n=" + chart.namespace());
            }
            alluxio.node()
                    .kubectl(command.toArray(String[]::new))
                    .lines()
                    .filter(line -> NAME.matcher(line).matches())
                    .filter(name -> !OF_THE_CLUSTER.matcher(name).matches())
                    .filter(name -> name.contains(chart.release())
                            || (namespaced && !chart.namespace().equals(AlluxioOnNode.ALLUXIO)))
                    .forEach(names::add);
        }
        return names;
    }
}
