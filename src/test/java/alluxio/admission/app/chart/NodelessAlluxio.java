package alluxio.admission.app.chart;

import alluxio.admission.app.chart.NodelessCluster.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Alluxio of {@code check/cluster.yaml} on two nodes that are none: a master, and a worker and FUSE on each. The processes are
 * stubs, of which the master's and the workers' say that all bytes went by sockets.
 */
final class NodelessAlluxio implements AutoCloseable {
    private final AlluxioStub master = new AlluxioStub();
    private final AlluxioStub worker = new AlluxioStub();

    NodelessAlluxio() throws IOException {
        master.answer("/api/v1/master/info", """
                {"workers": [{"address": {"host": "node-1", "domainSocketPath": "/opt/domain/1"}},
                {"address": {"host": "node-2", "domainSocketPath": "/opt/domain/2"}}]}
                """)
                .answer("/metrics/json/", "{\"counters\": {\"Cluster.BytesReadDomain\": {\"count\": 1048576}}}");
        worker.answer(
                "/metrics/json/",
                "{\"counters\": {\"Worker.BytesReadDomain.x\": {\"count\": 524288}, \"Worker.BytesReadRemote.x\": {\"count\": 0}}}");
    }

    /** Creates its objects and its pods. */
    void apply(NodelessCluster cluster) throws IOException {
        cluster.apply(Files.readString(Path.of("test/resources/check/cluster.yaml")));
        cluster.pod("StatefulSet", "alluxio", "alluxio-master", "alluxio-master-0", new Place("node-1", master.port()));
        for (int number = 1; number <= 2; number++) {
            Place place = new Place("node-" + number, worker.port());
            cluster.pod("DaemonSet", "alluxio", "alluxio-worker", "alluxio-worker-" + number, place);
            cluster.pod("DaemonSet", "alluxio", "alluxio-fuse", "alluxio-fuse-" + number, place);
        }
    }

    /** The port at which the workers answer. */
    int workerPort() {
        return worker.port();
    }

    @Override
    public void close() {
        master.close();
        worker.close();
    }
}
