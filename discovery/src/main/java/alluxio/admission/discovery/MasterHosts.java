package alluxio.admission.discovery;

import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.LabelSelector;
import alluxio.admission.model.view.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which masters a host name leads to, within one namespace: by a Service that selects their pods, or by a pod's own name
 * below its headless Service. A name that leads out of the namespace, or to nothing in it, has no master. For one thread.
 */
final class MasterHosts {
    private static final String SERVICE = "Service";
    private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";

    private final NamespaceObjects objects;
    private final List<Workload> masters;
    private final boolean complete;
    private final Map<String, Workload> byPod = new HashMap<>();

    /** The workloads of one pod, by their own name and by the Service that they name: what their Service is usually called. */
    private final Map<String, Workload> bySingle = new HashMap<>();

    private final Map<String, Optional<MasterHost>> known = new HashMap<>();

    /**
     * A name with the masters behind it.
     *
     * @param name as clients in other namespaces reach it: one label, to which the namespace is added, or the whole name
     * @param service false where no Service of that name selects the pods, so that the name may not resolve
     */
    record MasterHost(String name, Set<Workload> masters, boolean service) {}

    MasterHosts(NamespaceObjects objects, List<Workload> masters, ObjectOrigin origin) {
        this.objects = objects;
        this.masters = masters;
        this.complete = origin == ObjectOrigin.CLUSTER && objects.isComplete(SERVICE, objects.namespace());
        masters.forEach(master -> master.podNames().forEach(pod -> byPod.put(pod, master)));
        masters.stream().filter(master -> master.podNames().size() <= 1).forEach(master -> {
            bySingle.putIfAbsent(master.name(), master);
            bySingle.putIfAbsent(serviceName(master), master);
        });
    }

    /** What a host of a property leads to. */
    Optional<MasterHost> find(String host) {
        return known.computeIfAbsent(host.toLowerCase(Locale.ROOT), this::resolve);
    }

    private Optional<MasterHost> resolve(String host) {
        return namesWithin(host).stream()
                .flatMap(labels -> (labels.size() == 1
                                ? ofService(labels.getFirst())
                                : ofPod(labels.getFirst(), labels.getLast()))
                        .stream())
                .findFirst();
    }

    /** The labels before the namespace: {@code [service]} or {@code [pod, service]}; none for a name of another namespace. */
    private List<List<String>> namesWithin(String host) {
        List<String> labels = List.of(host.split("\\.", -1));
        int length = labels.size() > 1 && labels.getLast().isEmpty() ? labels.size() - 1 : labels.size();
        int service = labels.indexOf("svc");
        List<List<String>> names = new ArrayList<>();
        int end = service > 0 ? service : length;
        boolean named = end > 1 && labels.get(end - 1).equals(objects.namespace());
        if (named && end - 1 <= 2) {
            names.add(labels.subList(0, end - 1));
        }
        if (service < 0 && length <= 2) {
            names.add(labels.subList(0, length));
        }
        return names;
    }

    /**
     * A Service that selects nothing still counts by its name: that of the templates before 2.1.0 has a wrong selector, and
     * what is named so can lead nowhere else.
     */
    private Optional<MasterHost> ofService(String name) {
        Optional<ObjectNode> service = objects.find(SERVICE, name);
        Set<Workload> selected = service.map(this::selected).orElse(Set.of());
        if (!selected.isEmpty()) {
            return Optional.of(new MasterHost(name, selected, true));
        }
        boolean possible = service.map(MasterHosts::hasPods).orElse(!complete);
        return Optional.ofNullable(byPod.getOrDefault(name, bySingle.get(name)))
                .filter(_ -> possible)
                .map(master -> new MasterHost(name, Set.of(master), false));
    }

    /** A Service of another type leads wherever its creator wants. */
    private static boolean hasPods(ObjectNode service) {
        return !JsonNodes.text(service.path("spec"), "type").equals("ExternalName")
                && !service.path("spec").path("selector").isEmpty();
    }

    private Optional<MasterHost> ofPod(String pod, String serviceName) {
        Optional<Workload> master =
                Optional.ofNullable(byPod.get(pod)).filter(m -> serviceName(m).equals(serviceName));
        Optional<ObjectNode> service = objects.find(SERVICE, serviceName);
        boolean selects = service.isPresent()
                && master.isPresent()
                && selected(service.get()).contains(master.get());
        boolean possible = service.isPresent() ? selects : !complete;
        String name = pod + "." + serviceName + "." + objects.namespace();
        return master.filter(_ -> possible).map(m -> new MasterHost(name, Set.of(m), selects));
    }

    private Set<Workload> selected(ObjectNode service) {
        Set<Workload> selected = new LinkedHashSet<>();
        if (hasPods(service)) {
            Map<String, String> labels =
                    new HashMap<>(JsonNodes.stringMap(service.path("spec").path("selector")));
            Optional<String> pod = Optional.ofNullable(labels.remove(POD_NAME));
            LabelSelector selector = new LabelSelector(labels, List.of());
            for (Workload master : masters) {
                master.budget().spend(1 + labels.size());
                boolean hasPod = pod.map(name -> byPod.get(name) == master).orElse(true);
                if (hasPod && selector.matches(master.pod().labels())) {
                    selected.add(master);
                }
            }
        }
        return selected;
    }

    /**
     * The name of a StatefulSet's pod: that of a Service for it alone, as the official charts have them, else the pod's name
     * below the StatefulSet's Service.
     */
    Optional<MasterHost> ofPod(Workload master, String pod) {
        List<MasterHost> names = new ArrayList<>();
        find(pod).filter(host -> host.masters().equals(Set.of(master))).ifPresent(names::add);
        String service = serviceName(master);
        if (!service.isEmpty()) {
            Optional.of(service)
                    .filter(_ -> master.podNames().size() == 1)
                    .flatMap(this::find)
                    .filter(host -> host.masters().equals(Set.of(master)))
                    .ifPresent(names::add);
            ofPod(pod, service).ifPresent(names::add);
        }
        return names.stream()
                .filter(MasterHost::service)
                .findFirst()
                .or(() -> names.stream().findFirst());
    }

    private static String serviceName(Workload master) {
        return master.object().at("spec", "serviceName").string();
    }

    /** The Services that select this one master, which has one pod, by name. */
    List<MasterHost> servicesOf(Workload master) {
        List<MasterHost> hosts = new ArrayList<>();
        for (ObjectNode service : objects.list(SERVICE)) {
            master.budget().spend(1);
            String name = JsonNodes.text(service.path("metadata"), "name");
            if (hasPods(service) && !name.isEmpty() && selects(service, master)) {
                find(name).filter(host -> host.masters().equals(Set.of(master))).ifPresent(hosts::add);
            }
        }
        return hosts.stream()
                .distinct()
                .sorted(Comparator.comparing(MasterHost::name))
                .toList();
    }

    private static boolean selects(ObjectNode service, Workload master) {
        Field selector = Field.root(service.path("spec").path("selector"), master.budget());
        Map<String, String> labels = master.pod().labels();
        return selector.members().stream().allMatch(label -> label.is(labels.getOrDefault(label.name(), "")));
    }
}
