package alluxio.admission.discovery;

import alluxio.admission.model.HostPort;
import alluxio.admission.model.alluxio.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which masters belong to one cluster: those whose own lists name each other. A workload that lists the masters of another
 * cluster does not join it, because they do not list it. Masters without such a list belong together by their release and the
 * common part of their names.
 */
final class MasterGroups {
    private final Map<Workload, Set<Workload>> listed = new HashMap<>();
    private final List<List<Workload>> groups = new ArrayList<>();

    private MasterGroups() {}

    private record Label(Optional<String> release, String name) {}

    static List<List<Workload>> of(List<Workload> masters, MasterHosts hosts) {
        MasterGroups result = new MasterGroups();
        masters.forEach(master -> result.listed.put(master, listed(master, hosts)));
        Map<Label, List<Workload>> alone = new LinkedHashMap<>();
        Set<Workload> done = new LinkedHashSet<>();
        for (Workload master : masters) {
            if (result.listed.getOrDefault(master, Set.of()).isEmpty()) {
                alone.computeIfAbsent(new Label(master.release(), master.clusterName()), _ -> new ArrayList<>())
                        .add(master);
            } else if (done.add(master)) {
                List<Workload> mutual = result.mutual(master);
                done.addAll(mutual);
                result.groups.add(mutual);
            }
        }
        result.groups.addAll(alone.values());
        return result.groups;
    }

    private List<Workload> mutual(Workload master) {
        List<Workload> group = new ArrayList<>(List.of(master));
        for (Workload other : listed.getOrDefault(master, Set.of())) {
            if (other != master && listed.getOrDefault(other, Set.of()).contains(master)) {
                group.add(other);
            }
        }
        return group;
    }

    /** The masters in the list of this one; empty where it has none. */
    private static Set<Workload> listed(Workload master, MasterHosts hosts) {
        Optional<NamedMasters> named =
                master.container(Role.MASTER).flatMap(NamedMasters::of).filter(NamedMasters::isList);
        Set<Workload> listed = new LinkedHashSet<>();
        named.ifPresent(list -> list.addresses().stream()
                .map(HostPort::host)
                .flatMap(host -> hosts.find(host).stream())
                .forEach(host -> listed.addAll(host.masters())));
        return listed;
    }
}
