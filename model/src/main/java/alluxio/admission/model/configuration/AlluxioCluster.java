package alluxio.admission.model.configuration;

import alluxio.admission.model.HostPort;
import alluxio.admission.model.alluxio.AlluxioRelease;
import java.util.List;
import java.util.Optional;

/**
 * The servers of one Alluxio cluster.
 *
 * @param namespace where they run
 * @param version of Alluxio, such as {@code 2.9.6}; empty: not known
 * @param masters the masters' RPC addresses; empty only before a written profile is completed by discovery
 * @param workerUid the user of the workers' processes, where their pods name none
 */
public record AlluxioCluster(String namespace, Optional<String> version, List<HostPort> masters, int workerUid) {
    /** The user of Alluxio's images and charts. */
    public static final int DEFAULT_WORKER_UID = 1000;

    public AlluxioCluster {
        masters = List.copyOf(masters);
    }

    /** What the version says; empty when there is none. */
    public Optional<AlluxioRelease> release() {
        return version.flatMap(AlluxioRelease::parse);
    }
}
