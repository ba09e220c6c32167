package alluxio.admission.discovery;

import alluxio.admission.discovery.DiscoveryResult.LeftOut;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.view.Container;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Divides the workloads of one namespace among its Alluxio clusters. Masters: {@link MasterGroups}. All other workloads belong
 * to the masters that their properties name; where these are not seen, to those of the same release, else of the same common
 * name, else to the only ones.
 */
final class ClusterGrouping {
    private static final List<Role> CLIENTS =
            List.of(Role.WORKER, Role.FUSE, Role.JOB_WORKER, Role.PROXY, Role.JOB_MASTER, Role.LOGSERVER);

    private final MasterHosts hosts;
    private final List<LeftOut> leftOut;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<Workload, Group> byMaster = new HashMap<>();

    /** Compared by identity. */
    private static final class Group {
        private final String name;
        private final List<Workload> masters;
        private final List<Workload> others = new ArrayList<>();

        private Group(String name, List<Workload> masters) {
            this.name = name;
            this.masters = masters;
        }

        private Optional<String> release() {
            return masters.getFirst().release();
        }
    }

    private ClusterGrouping(MasterHosts hosts, List<LeftOut> leftOut) {
        this.hosts = hosts;
        this.leftOut = leftOut;
    }

    static List<ClusterMembers> of(List<Workload> workloads, MasterHosts hosts, List<LeftOut> leftOut) {
        ClusterGrouping grouping = new ClusterGrouping(hosts, leftOut);
        List<Workload> masters =
                workloads.stream().filter(w -> w.pod().has(Role.MASTER)).toList();
        MasterGroups.of(masters, hosts).stream()
                .sorted(Comparator.comparing(ClusterGrouping::created))
                .forEach(grouping::addGroup);
        workloads.stream().filter(w -> !w.pod().has(Role.MASTER)).forEach(grouping::assign);
        return grouping.groups.values().stream()
                .map(group -> new ClusterMembers(group.name, group.masters, group.others))
                .sorted(Comparator.comparing(ClusterMembers::name))
                .toList();
    }

    /** When the first of its masters was created; the order of names decides between others. */
    private static String created(List<Workload> masters) {
        return masters.stream()
                .map(master ->
                        master.object().at("metadata", "creationTimestamp").string() + " " + master)
                .min(Comparator.naturalOrder())
                .orElse("");
    }

    /** An older cluster keeps its name, so that nothing that is created beside it displaces it. */
    private void addGroup(List<Workload> masters) {
        String name = masters.stream()
                .map(Workload::clusterName)
                .min(Comparator.naturalOrder())
                .orElse("");
        Group group = new Group(name, masters);
        Group same = groups.putIfAbsent(name, group);
        if (same != null) {
            masters.forEach(master -> leaveOut(
                    master,
                    "is another Alluxio of the name \"" + name + "\" than " + same.masters.getFirst()
                            + "; give it another name"));
        }
        masters.forEach(master -> byMaster.put(master, group));
    }

    private void leaveOut(Workload workload, String reason) {
        leftOut.add(new LeftOut(workload.toString(), reason));
    }

    private void assign(Workload workload) {
        Optional<NamedMasters> named = clients(workload).flatMap(NamedMasters::of);
        if (named.isEmpty()) {
            byLabels(workload)
                    .ifPresentOrElse(
                            group -> group.others.add(workload),
                            () -> leaveOut(
                                    workload,
                                    groups.isEmpty()
                                            ? "has no master in its namespace that counts"
                                            : "names no master, and its labels fit no Alluxio of its namespace"));
            return;
        }
        Set<Group> found = new LinkedHashSet<>();
        for (HostPort address : named.get().addresses()) {
            Set<Workload> masters = hosts.find(address.host())
                    .map(MasterHosts.MasterHost::masters)
                    .orElse(Set.of());
            if (masters.isEmpty()) {
                leaveOut(
                        workload,
                        "has the master " + address.host() + ", which leads to no master of its namespace that counts");
                return;
            }
            masters.forEach(master -> found.add(byMaster.get(master)));
        }
        if (found.size() > 1) {
            leaveOut(workload, "names masters that do not belong to one Alluxio");
        } else {
            found.forEach(group -> add(group, workload));
        }
    }

    private void add(Group group, Workload workload) {
        if (groups.get(group.name) == group) {
            group.others.add(workload);
        } else {
            leaveOut(workload, "belongs to " + group.masters.getFirst() + ", which is left out");
        }
    }

    private static Optional<Container> clients(Workload workload) {
        return CLIENTS.stream()
                .flatMap(role -> workload.container(role).stream())
                .findFirst();
    }

    private Optional<Group> byLabels(Workload workload) {
        List<Group> all = List.copyOf(groups.values());
        Optional<String> release = workload.release();
        List<Group> fitting = all.stream()
                .filter(group -> release.isEmpty() || group.release().isEmpty() || release.equals(group.release()))
                .toList();
        return only(fitting.stream()
                        .filter(group -> group.name.equals(workload.clusterName()))
                        .toList())
                .or(() -> only(fitting));
    }

    private static Optional<Group> only(List<Group> groups) {
        return groups.size() == 1 ? Optional.of(groups.getFirst()) : Optional.empty();
    }
}
