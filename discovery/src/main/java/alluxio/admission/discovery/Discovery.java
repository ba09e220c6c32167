package alluxio.admission.discovery;

import alluxio.admission.discovery.DiscoveryResult.LeftOut;
import alluxio.admission.model.Budget;
import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.model.ClusterView;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.configuration.DiscoverySettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds Alluxio clusters in the namespaces that an administrator trusts. A pure function; total: there is a result for any
 * objects, in any order. Its work is linear in the objects of these namespaces, and bounded for each. Thread-safe.
 *
 * <p>Whoever may create workloads in such a namespace is no more trusted than necessary: where two objects contradict each
 * other, neither counts, and a directory of a node counts only below one that the settings allow.
 */
public final class Discovery {
    private final DiscoverySettings settings;
    private final ObjectOrigin origin;

    /** For a live cluster. */
    public Discovery(DiscoverySettings settings) {
        this(settings, ObjectOrigin.CLUSTER);
    }

    public Discovery(DiscoverySettings settings, ObjectOrigin origin) {
        this.settings = settings;
        this.origin = origin;
    }

    /** Looks at the namespaces that the settings name, and at nothing else but cluster-scoped objects. */
    public DiscoveryResult discover(ClusterView view) {
        List<DiscoveredCluster> clusters = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        settings.namespaces().stream()
                .distinct()
                .sorted()
                .forEach(namespace -> discover(new NamespaceObjects(view, namespace), clusters, leftOut));
        return new DiscoveryResult(clusters, leftOut);
    }

    private void discover(NamespaceObjects objects, List<DiscoveredCluster> clusters, List<LeftOut> leftOut) {
        List<DiscoveredCluster> found = new ArrayList<>();
        List<LeftOut> without = new ArrayList<>();
        try {
            List<Workload> workloads = WorkloadReader.read(objects, origin, Budget.of(DiscoveryLimits.STEPS), without);
            if (workloads.size() + without.size() > DiscoveryLimits.WORKLOADS) {
                leftOut.add(whole(objects, "has more than " + DiscoveryLimits.WORKLOADS + " workloads of Alluxio"));
                return;
            }
            clusters(objects, workloads, found, without);
        } catch (BudgetExceededException e) {
            leftOut.add(whole(objects, "takes more than " + DiscoveryLimits.STEPS + " steps to read"));
            return;
        }
        clusters.addAll(found);
        leftOut.addAll(without);
    }

    private void clusters(
            NamespaceObjects objects,
            List<Workload> workloads,
            List<DiscoveredCluster> clusters,
            List<LeftOut> leftOut) {
        MasterHosts hosts = new MasterHosts(
                objects,
                workloads.stream().filter(w -> w.pod().has(Role.MASTER)).toList(),
                origin);
        for (ClusterMembers members : ClusterGrouping.of(workloads, hosts, leftOut)) {
            DiscoveredCluster cluster = new ClusterProfile(members, objects, settings).find(hosts);
            if (cluster.profile().masters().isEmpty()) {
                leftOut.add(new LeftOut(
                        members.masters().getFirst().toString(),
                        cluster.remarks().isEmpty()
                                ? "has no address"
                                : cluster.remarks().getFirst()));
            } else {
                clusters.add(cluster);
            }
        }
    }

    private static LeftOut whole(NamespaceObjects objects, String reason) {
        return new LeftOut("Namespace " + objects.namespace(), reason + ", so nothing in it counts");
    }
}
