package alluxio.admission.discovery;

import alluxio.admission.discovery.MasterHosts.MasterHost;
import alluxio.admission.model.HostPort;
import alluxio.admission.model.alluxio.AlluxioPort;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.view.Container;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of the masters, as clients in other namespaces reach them. The masters' own list of themselves counts before
 * what workers say: a worker may be created beside the real ones.
 */
final class MasterDiscovery {
    private final ClusterMembers cluster;
    private final MasterHosts hosts;
    private final ProfileDraft draft;

    private MasterDiscovery(ClusterMembers cluster, MasterHosts hosts, ProfileDraft draft) {
        this.cluster = cluster;
        this.hosts = hosts;
        this.draft = draft;
    }

    /** Empty where no name leads to them. */
    static List<HostPort> find(ClusterMembers cluster, MasterHosts hosts, ProfileDraft draft) {
        return new MasterDiscovery(cluster, hosts, draft).find();
    }

    private List<HostPort> find() {
        List<Found<List<HostPort>>> lists = new ArrayList<>();
        for (Workload master : cluster.masters()) {
            Optional<NamedMasters> named =
                    master.container(Role.MASTER).flatMap(NamedMasters::of).filter(NamedMasters::isList);
            if (named.isPresent() && namesOthers(master, named.get())) {
                return List.of();
            }
            named.map(list -> new Found<>(addresses(master, list), master + ", " + list.source()))
                    .filter(found -> !found.value().isEmpty())
                    .ifPresent(lists::add);
        }
        return lists.isEmpty()
                ? withoutList()
                : draft.agreed(ProfileKey.MASTERS, lists).orElse(List.of());
    }

    /** Whether it lists masters that do not list it: then it is not clear whose it is. */
    private boolean namesOthers(Workload master, NamedMasters list) {
        Optional<HostPort> other = list.addresses().stream()
                .filter(address -> hosts.find(address.host())
                        .filter(host -> !isOfThisCluster(host))
                        .isPresent())
                .findFirst();
        other.ifPresent(
                address -> draft.remark("lists the master " + address.host() + ", which does not list " + master));
        return other.isPresent();
    }

    private List<HostPort> addresses(Workload master, NamedMasters list) {
        List<HostPort> addresses = new ArrayList<>();
        for (HostPort address : list.addresses()) {
            hosts.find(address.host())
                    .ifPresentOrElse(
                            host -> addresses.add(new HostPort(noted(host), address.port())),
                            () -> draft.remark("no master of " + master + "'s list is found at " + address.host()
                                    + "; create a Service of that name, or write master.addresses"));
        }
        return addresses.stream().distinct().toList();
    }

    private List<HostPort> withoutList() {
        Optional<Found<List<HostPort>>> used = isSingle() ? usedByWorkers() : Optional.empty();
        if (used.isPresent()) {
            draft.source(ProfileKey.MASTERS, used.get().source());
            return used.get().value();
        }
        List<HostPort> all = cluster.masters().stream()
                .flatMap(master -> ofPods(master).stream())
                .toList();
        if (!all.isEmpty()) {
            draft.source(ProfileKey.MASTERS, cluster.masters().getFirst().toString());
        }
        return all;
    }

    private boolean isOfThisCluster(MasterHost host) {
        return cluster.masters().containsAll(host.masters());
    }

    private boolean isSingle() {
        return cluster.masters().size() == 1
                && cluster.masters().getFirst().podNames().size() <= 1;
    }

    /** The name that all workers use for the one master. */
    private Optional<Found<List<HostPort>>> usedByWorkers() {
        Workload master = cluster.masters().getFirst();
        Set<String> names = new HashSet<>();
        List<Found<List<HostPort>>> found = new ArrayList<>();
        for (Workload worker : cluster.workers()) {
            Optional<NamedMasters> named = worker.container(Role.WORKER).flatMap(NamedMasters::of);
            named.ifPresent(list -> list.addresses().stream()
                    .flatMap(address -> hosts.find(address.host()).stream())
                    .filter(host -> host.masters().equals(Set.of(master)) && names.add(host.name()))
                    .forEach(host -> found.add(new Found<>(
                            List.of(new HostPort(noted(host), port(master))), worker + ", " + list.source()))));
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private List<HostPort> ofPods(Workload master) {
        int port = port(master);
        if (!master.is(Workload.STATEFUL_SET)) {
            List<MasterHost> services = hosts.servicesOf(master);
            if (services.isEmpty()) {
                draft.remark("no Service leads to " + master + " alone; create one, or write master.addresses");
            }
            return services.stream()
                    .limit(1)
                    .map(host -> new HostPort(noted(host), port))
                    .toList();
        }
        List<HostPort> addresses = new ArrayList<>();
        for (String pod : master.podNames()) {
            hosts.ofPod(master, pod)
                    .ifPresentOrElse(
                            host -> addresses.add(new HostPort(noted(host), port)),
                            () -> draft.remark("no Service leads to pod " + pod + " of " + master
                                    + "; create one, or write master.addresses"));
        }
        return addresses;
    }

    private String noted(MasterHost host) {
        if (!host.service()) {
            draft.remark("no Service that selects " + host.masters().iterator().next() + " is seen for the name "
                    + host.name() + "; without one it does not resolve");
        }
        return host.name();
    }

    /** The port of the container counts where its properties are not all seen. */
    private static int port(Workload master) {
        Optional<Container> container = master.container(Role.MASTER);
        int port = container.map(NamedMasters::rpcPort).orElse(AlluxioPort.MASTER_RPC.number());
        if (container.isEmpty() || container.get().options().isComplete()) {
            return port;
        }
        return container.get().ports().fields().stream()
                .filter(field -> field.at("name").is(AlluxioPort.MASTER_RPC.portName()))
                .flatMap(field -> field.at("containerPort").integer().stream().boxed())
                .findFirst()
                .orElse(port);
    }
}
