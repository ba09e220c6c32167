package alluxio.admission.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.model.Keys;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The name node is known by an address only; its name, and the Secret with its configuration, come from us. */
@OnNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("With an HDFS outside the cluster")
class HdfsIT {
    private static final String RESOLVE = "getent hosts namenode || echo unknown";

    private final AlluxioOnNode alluxio;
    private final ClientPods pods;

    HdfsIT(AlluxioOnNode alluxio) {
        this.alluxio = alluxio;
        this.pods = new ClientPods(alluxio, "hdfs-clients");
    }

    @BeforeAll
    void namespace() {
        alluxio.namespace("hdfs-clients");
        alluxio.hdfsSecret("hdfs-clients");
        alluxio.alluxio(
                "fs",
                "mount",
                "--option",
                "alluxio.underfs.hdfs.configuration=/secrets/hdfsConfig/core-site.xml:/secrets/hdfsConfig/hdfs-site.xml",
                "/hdfs",
                "hdfs://namenode:8020/");
    }

    @Test
    @DisplayName("a file of HDFS is read through Alluxio, whose own pods got Secret and alias from us")
    void readThroughAlluxio() {
        String content = "a line of HDFS\n".repeat(100_000);
        put("yes 'a line of HDFS' | head -n 100000", "/file");
        String expected = content.length() + " " + Sha256.of(content);
        assertThat(pods.run(pods.labelled("first", "read", "/hdfs/file"))).isEqualTo(expected);

        alluxio.alluxio("fs", "load", "/hdfs/file");
        Traffic before = Traffic.settled(alluxio);
        String read = pods.run(pods.labelled("second", "read", "/hdfs/file"));
        Traffic traffic = Traffic.settled(alluxio).since(before);
        System.out.println("hdfs: " + read + ", once cached " + traffic);
        assertThat(read).isEqualTo(expected);
        assertThat(traffic).isEqualTo(new Traffic(content.length(), 0));
    }

    @Test
    @DisplayName(
            "a pod with both features resolves the name, and its user reads the Secret; without the alias it does not")
    void clientPod() {
        PodBuilder pod = asking("client");
        pods.create(pod);
        pods.create(ClientPods.toTakeApart(pods.admitted(asking("no-alias")))
                .editSpec()
                .withHostAliases()
                .endSpec());
        pods.awaitRunning("client");
        pods.awaitRunning("no-alias");
        assertThat(pods.shell("client", RESOLVE)).startsWith(alluxio.node().address() + " ");
        assertThat(pods.shell("no-alias", RESOLVE)).isEqualTo("unknown");
        assertThat(pods.shell("client", "id -u; cat /secrets/hdfsConfig/core-site.xml"))
                .startsWith("4321")
                .contains("hdfs://namenode:8020");
        System.out.println(
                "hdfs: " + pods.shell("client", RESOLVE) + "; without the alias: " + pods.shell("no-alias", RESOLVE));
        pods.delete("client");
        pods.delete("no-alias");
    }

    @Test
    @DisplayName("the example compares what it reads of HDFS directly and through Alluxio")
    void example() {
        put("seq 1 20000", "/data/numbers");
        put("seq 20000 -1 1", "/data/numbers-down");
        alluxio.node()
                .kubectl(
                        "apply",
                        "-n",
                        "hdfs-clients",
                        "-f",
                        AlluxioOnNode.example("hdfs.yaml").toString());
        Waiting.until(
                "the Job has ended",
                () -> alluxio.node()
                        .kubectl(
                                "get",
                                "job",
                                "-n",
                                "hdfs-clients",
                                "hdfs-compare",
                                "-o",
                                "jsonpath={.status.conditions[*].type}"),
                types -> types.contains("Complete") || types.contains("Failed"));
        assertThat(alluxio.node()
                        .kubectl("logs", "-n", "hdfs-clients", "job/hdfs-compare", "-c", "compare")
                        .lines())
                .contains("the same: /data/numbers", "the same: /data/numbers-down");
    }

    /** Writes the output of a shell command to a file of HDFS. */
    private void put(String command, String file) {
        String script = command + " | hdfs dfs -put - hdfs://namenode:8020" + file;
        String folder = "hdfs dfs -mkdir -p hdfs://namenode:8020" + file.replaceFirst("/[^/]*$", "/");
        alluxio.node()
                .kubectl("exec", "-n", "outside", "hdfs", "-c", "namenode", "--", "sh", "-c", folder + " && " + script);
    }

    private PodBuilder asking(String name) {
        return pods.pod(name, List.of("sleep", "600"))
                .editMetadata()
                .addToLabels(Keys.INJECT, "true")
                .addToAnnotations(Keys.FEATURES, "hdfs,host-aliases")
                .endMetadata()
                .editSpec()
                .withNewSecurityContext()
                .withRunAsUser(4321L)
                .withFsGroup(4321L)
                .endSecurityContext()
                .endSpec();
    }
}
