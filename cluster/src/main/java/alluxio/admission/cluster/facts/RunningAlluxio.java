package alluxio.admission.cluster.facts;

import alluxio.admission.model.alluxio.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An Alluxio cluster that runs: its workloads, which the same names hold together. {@code alluxio-master}, {@code alluxio-master-0}
 * and {@code alluxio-worker} are of {@code alluxio}.
 */
public record RunningAlluxio(String namespace, String name, List<AlluxioWorkload> workloads) {
    private static final Pattern PART =
            Pattern.compile("-?(master|worker|fuse|job-master|job-worker|proxy)(-[0-9]+)?$");

    public RunningAlluxio {
        workloads = List.copyOf(workloads);
    }

    /** All that are seen. */
    public static List<RunningAlluxio> find(ObjectFacts objects) {
        Map<String, List<AlluxioWorkload>> grouped = new LinkedHashMap<>();
        for (AlluxioWorkload workload : AlluxioWorkload.find(objects)) {
            grouped.computeIfAbsent(workload.namespace() + "/" + clusterName(workload), _ -> new ArrayList<>())
                    .add(workload);
        }
        return grouped.values().stream()
                .map(workloads -> new RunningAlluxio(
                        workloads.getFirst().namespace(), clusterName(workloads.getFirst()), workloads))
                .filter(alluxio -> !alluxio.of(Role.MASTER).isEmpty()
                        || !alluxio.of(Role.WORKER).isEmpty())
                .toList();
    }

    private static String clusterName(AlluxioWorkload workload) {
        String name = PART.matcher(workload.name()).replaceFirst("");
        return name.isEmpty() ? workload.namespace() : name;
    }

    /** The workloads with a container of this role. */
    public List<AlluxioWorkload> of(Role role) {
        return workloads.stream().filter(workload -> workload.has(role)).toList();
    }

    /** For messages: {@code alluxio/alluxio}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
