package alluxio.admission.discovery;

import alluxio.admission.model.alluxio.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The workloads of one Alluxio cluster.
 *
 * @param name of the cluster within its namespace
 * @param masters at least one
 * @param others all that have no master, in the order of kind and name
 */
record ClusterMembers(String name, List<Workload> masters, List<Workload> others) {
    ClusterMembers {
        masters = List.copyOf(masters);
        others = List.copyOf(others);
    }

    List<Workload> workers() {
        return all().stream().filter(w -> w.pod().has(Role.WORKER)).toList();
    }

    /** FUSE daemons, and workers that mount Alluxio themselves are not among them. */
    List<Workload> fuse() {
        return others.stream().filter(w -> w.pod().has(Role.FUSE)).toList();
    }

    List<Workload> all() {
        List<Workload> all = new ArrayList<>(masters);
        all.addAll(others);
        return all;
    }
}
