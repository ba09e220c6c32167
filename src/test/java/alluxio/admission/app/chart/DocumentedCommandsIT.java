package alluxio.admission.app.chart;

import alluxio.admission.app.documents.CommandBlock;
import alluxio.admission.app.documents.DocumentedCommands;
import alluxio.admission.app.documents.Shell;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.ApiServerOptions;
import alluxio.admission.testcluster.Helm;
import alluxio.admission.testcluster.ToolCache;
import java.io.IOException;
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
    private final NodelessAlluxio alluxio = new NodelessAlluxio();
    private @Nullable NodelessInstallation installation;
    private @Nullable JobRunner jobs;

    @TempDir
    private Path folder = Path.of("");

    DocumentedCommandsIT() throws IOException {}

    @BeforeAll
    void start(@TempDir Path installed) throws IOException {
        Definitions.create(server);
        alluxio.apply(new NodelessCluster(server));
        installation = new NodelessInstallation(server, installed.resolve("server"));
        jobs = new JobRunner(server, installed, false);
    }

    @AfterAll
    void close() {
        Objects.requireNonNull(jobs).close();
        Objects.requireNonNull(installation).close();
        alluxio.close();
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
