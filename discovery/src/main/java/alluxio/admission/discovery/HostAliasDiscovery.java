package alluxio.admission.discovery;

import alluxio.admission.model.configuration.HostAlias;
import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.view.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Host names outside the cluster, such as those of an under store. A name counts if all masters have it, or all workers: one
 * workload beside the real ones adds none. Names of Kubernetes' own DNS never count.
 */
final class HostAliasDiscovery {
    private final ClusterMembers cluster;
    private final NamespaceObjects objects;
    private final ProfileDraft draft;

    private HostAliasDiscovery(ClusterMembers cluster, NamespaceObjects objects, ProfileDraft draft) {
        this.cluster = cluster;
        this.objects = objects;
        this.draft = draft;
    }

    /** Sorted, each address and each name once. */
    static List<HostAlias> find(ClusterMembers cluster, NamespaceObjects objects, ProfileDraft draft) {
        return new HostAliasDiscovery(cluster, objects, draft).find();
    }

    private List<HostAlias> find() {
        List<Map<String, Set<String>>> sides = List.of(common(cluster.masters()), common(cluster.workers()));
        Map<String, Set<String>> addresses = new TreeMap<>();
        sides.forEach(side -> side.forEach((name, ips) ->
                addresses.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(ips)));
        if (addresses.size() > DiscoveryLimits.HOST_NAMES) {
            draft.remark("no hostAliases: there are more than " + DiscoveryLimits.HOST_NAMES
                    + " names; write them in the profile");
            return List.of();
        }
        Map<String, List<String>> byAddress = new TreeMap<>();
        addresses.forEach((name, ips) -> {
            if (ips.size() > 1) {
                draft.remark("no hostAliases entry for " + name + ": masters and workers have "
                        + String.join(" and ", ips) + "; let them agree, or write it in the profile");
            } else {
                byAddress
                        .computeIfAbsent(ips.iterator().next(), _ -> new ArrayList<>())
                        .add(name);
            }
        });
        if (!byAddress.isEmpty()) {
            draft.source(ProfileKey.HOST_ALIASES, source(byAddress.keySet()));
        }
        return byAddress.entrySet().stream()
                .map(entry -> new HostAlias(entry.getKey(), entry.getValue()))
                .toList();
    }

    private String source(Set<String> addresses) {
        return cluster.all().stream()
                .filter(workload -> entries(workload).values().stream().anyMatch(addresses::contains))
                .map(Workload::toString)
                .findFirst()
                .orElse("");
    }

    /** The names that all of these have, with their addresses. */
    private Map<String, Set<String>> common(List<Workload> workloads) {
        Map<String, Set<String>> common = new LinkedHashMap<>();
        for (int i = 0; i < workloads.size(); i++) {
            Map<String, String> entries = entries(workloads.get(i));
            if (i == 0) {
                entries.forEach((name, ip) -> common.put(name, new TreeSet<>(Set.of(ip))));
            }
            common.keySet().retainAll(entries.keySet());
            common.forEach((name, ips) -> ips.add(entries.getOrDefault(name, "")));
        }
        return common;
    }

    private Map<String, String> entries(Workload workload) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (Field alias : workload.pod().spec().at("hostAliases").items()) {
            String ip = alias.at("ip").string();
            if (HostAliasFormat.isAddress(ip)) {
                alias.at("hostnames").strings().stream()
                        .filter(HostAliasFormat::isHostName)
                        .filter(name -> !isOfCluster(name))
                        .forEach(name -> entries.putIfAbsent(name, ip));
            }
        }
        return entries;
    }

    private boolean isOfCluster(String name) {
        return name.equals("localhost")
                || name.endsWith(".svc")
                || name.contains(".svc.")
                || name.endsWith(".cluster.local")
                || objects.find("Service", name.split("\\.", -1)[0]).isPresent()
                || cluster.masters().stream()
                        .anyMatch(master -> master.podNames().contains(name));
    }
}
