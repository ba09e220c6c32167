package alluxio.admission.discovery;

import java.util.List;

/**
 * What was found in the namespaces that an administrator trusts.
 *
 * @param clusters in the order of namespace and name
 * @param leftOut workloads of Alluxio that no profile is made of, such as those of Fluid, of Alluxio 3, or without ready pods
 */
public record DiscoveryResult(List<DiscoveredCluster> clusters, List<LeftOut> leftOut) {
    /** Nothing was found. */
    public static final DiscoveryResult NOTHING = new DiscoveryResult(List.of(), List.of());

    public DiscoveryResult {
        clusters = List.copyOf(clusters);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A workload that no profile is made of.
     *
     * @param object {@code Deployment alluxio/alluxio-worker}
     */
    public record LeftOut(String object, String reason) {}
}
