package alluxio.admission.app.chart;

import alluxio.admission.app.chart.NodelessCluster.Place;
import alluxio.admission.app.documents.CommandBlock;
import alluxio.admission.app.documents.DocumentedCommands;
import alluxio.admission.app.documents.Shell;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import alluxio.admission.testcluster.Helm;
import alluxio.admission.testcluster.ToolCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An Alluxio that is a stub runs; the reader installs alluxio-admission by the first page's command. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The command blocks of the documentation, through a real API server")
class DocumentedCommandsIT {
    private final ApiServer server = ApiServer.start(ApiServerOptions.defaults());
    private final AlluxioStub master = new AlluxioStub();
    private final AlluxioStub worker = new AlluxioStub();
    private @Nullable NodelessInstallation installation;
    private @Nullable JobRunner jobs;

    @TempDir
    private Path folder = Path.of("");

    DocumentedCommandsIT() throws IOException {}

    @BeforeAll
    void start(@TempDir Path installed) throws IOException {
        master.answer("/api/v1/master/info", """
                {"workers": [{"address": {"host": "node-1", "domainSocketPath": "/opt/domain/1"}},
                {"address": {"host": "node-2", "domainSocketPath": "/opt/domain/2"}}]}
                """)
                .answer("/metrics/json/", "{\"counters\": {\"Cluster.BytesReadDomain\": {\"count\": 1048576}}}");
        worker.answer(
                "/metrics/json/",
                "{\"counters\": {\"Worker.BytesReadDomain.x\": {\"count\": 524288}, \"Worker.BytesReadRemote.x\": {\"count\": 0}}}");
        Definitions.create(server);
        NodelessCluster cluster = new NodelessCluster(server);
        cluster.apply(Files.readString(Path.of("test/resources/check/cluster.yaml")));
        cluster.pod("StatefulSet", "alluxio", "alluxio-master", "alluxio-master-0", new Place("node-1", master.port()));
        for (int number = 1; number <= 2; number++) {
            Place place = new Place("node-" + number, worker.port());
            cluster.pod("DaemonSet", "alluxio", "alluxio-worker", "alluxio-worker-" + number, place);
            cluster.pod("DaemonSet", "alluxio", "alluxio-fuse", "alluxio-fuse-" + number, place);
        }
        installation = new NodelessInstallation(server, installed.resolve("server"));
        jobs = new JobRunner(server, installed, false);
    }

    @AfterAll
    void close() {
        Objects.requireNonNull(jobs).close();
        Objects.requireNonNull(installation).close();
        master.close();
        worker.close();
        server.close();
    }

    @TestFactory
    @DisplayName("do what the page says, and print what it shows")
    Stream<DynamicTest> blocks() {
        Path kubectl = ToolCache.ofUser().forKubectl().folder();
        Path helm = Objects.requireNonNull(Helm.four().program().getParent());
        return DocumentedCommands.of(
                CommandBlock.Place.API_SERVER, new Shell(folder, server.kubeconfig(), List.of(kubectl, helm)));
    }
}
