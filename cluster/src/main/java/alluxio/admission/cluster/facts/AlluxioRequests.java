package alluxio.admission.cluster.facts;

import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.Role;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What Alluxio's processes are asked: who is in the cluster, and their counters. Source: the REST API and the metrics of 2.0 to 2.10. */
public final class AlluxioRequests {
    private static final String METRICS = "/metrics/json/";

    private AlluxioRequests() {}

    /** The cluster as the leading master sees it; the others do not answer. */
    public static List<PodRequest> masterInfo(RunningAlluxio alluxio) {
        return of(alluxio, AlluxioPort.MASTER_WEB, "/api/v1/master/info");
    }

    /** The counters of the whole cluster. */
    public static List<PodRequest> masterMetrics(RunningAlluxio alluxio) {
        return of(alluxio, AlluxioPort.MASTER_WEB, METRICS);
    }

    /** The counters of one worker. */
    public static PodRequest workerMetrics(AlluxioWorkload workers, ObjectNode pod) {
        return request(pod, workers.webPort(AlluxioPort.WORKER_WEB), METRICS);
    }

    /** What its masters are asked. */
    static List<PodRequest> ofMasters(RunningAlluxio alluxio) {
        return Stream.concat(masterInfo(alluxio).stream(), masterMetrics(alluxio).stream())
                .toList();
    }

    /** What its workers are asked. */
    static List<PodRequest> ofWorkers(RunningAlluxio alluxio) {
        return alluxio.of(Role.WORKER).stream()
                .flatMap(workload -> workload.readyPods().stream().map(pod -> workerMetrics(workload, pod)))
                .toList();
    }

    private static List<PodRequest> of(RunningAlluxio alluxio, AlluxioPort port, String path) {
        return alluxio.of(port.role()).stream()
                .flatMap(workload ->
                        workload.readyPods().stream().map(pod -> request(pod, workload.webPort(port), path)))
                .toList();
    }

    private static PodRequest request(ObjectNode pod, int port, String path) {
        return new PodRequest(ObjectNames.namespace(pod), ObjectNames.name(pod), port, path);
    }
}
