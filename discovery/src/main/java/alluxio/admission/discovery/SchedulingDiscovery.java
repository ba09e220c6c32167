package alluxio.admission.discovery;

import alluxio.admission.model.configuration.ProfileKey;
import alluxio.admission.model.configuration.SchedulingMode;
import alluxio.admission.model.configuration.SchedulingSettings;
import alluxio.admission.model.configuration.WorkerPods;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.kube.LabelRequirement;
import alluxio.admission.model.kube.LabelSelector;
import alluxio.admission.model.kube.PodTemplates;
import alluxio.admission.model.kube.Toleration;
import alluxio.admission.model.view.LabelSelectorReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The nodes that can have a worker. Where a profile cannot say it, no directory of a node can be promised to clients. */
final class SchedulingDiscovery {
    private final ClusterMembers cluster;
    private final NamespaceObjects objects;
    private final ProfileDraft draft;

    private SchedulingDiscovery(ClusterMembers cluster, NamespaceObjects objects, ProfileDraft draft) {
        this.cluster = cluster;
        this.objects = objects;
        this.draft = draft;
    }

    /** Empty where the nodes with a worker cannot be told; a remark says why. */
    static Optional<SchedulingSettings> find(ClusterMembers cluster, NamespaceObjects objects, ProfileDraft draft) {
        return cluster.workers().isEmpty() ? Optional.empty() : new SchedulingDiscovery(cluster, objects, draft).find();
    }

    private Optional<SchedulingSettings> find() {
        List<Workload> workers = cluster.workers();
        for (Workload worker : workers) {
            Optional<String> problem = cannotSay(worker);
            if (problem.isPresent()) {
                return unknown(worker + ": " + problem.get());
            }
        }
        Optional<List<LabelRequirement>> requirements = draft.agreed(
                ProfileKey.NODES,
                found(workers, worker -> WorkerPlacement.of(worker).requirements()));
        Optional<List<Toleration>> tolerations = draft.agreed(
                ProfileKey.TOLERATIONS,
                found(workers, worker -> WorkerPlacement.of(worker).tolerations()));
        if (requirements.isEmpty() || tolerations.isEmpty()) {
            return Optional.empty();
        }
        boolean daemons = workers.stream().allMatch(worker -> worker.is(Workload.DAEMON_SET));
        Optional<WorkerPods> pods = daemons ? Optional.empty() : workerPods(workers);
        return daemons || pods.isPresent()
                ? Optional.of(new SchedulingSettings(SchedulingMode.AUTO, requirements.get(), tolerations, pods))
                : Optional.empty();
    }

    private Optional<SchedulingSettings> unknown(String why) {
        draft.remark("the nodes that have a worker cannot be told, so clients get no directory of a node: " + why);
        return Optional.empty();
    }

    private static Optional<String> cannotSay(Workload worker) {
        return WorkerPlacement.of(worker)
                .cannotSay()
                .or(() -> worker.is(Workload.DAEMON_SET)
                                && !WorkerPlacement.requiredPodTerms(worker).isEmpty()
                        ? Optional.of("its pods have a required affinity or anti-affinity to other pods")
                        : Optional.empty());
    }

    private static <T> List<Found<T>> found(List<Workload> workers, Function<Workload, T> value) {
        return workers.stream()
                .map(worker -> new Found<>(value.apply(worker), worker.toString()))
                .toList();
    }

    /** A selector of exactly the pods of the one workload. */
    private Optional<WorkerPods> workerPods(List<Workload> workers) {
        Workload worker = workers.getFirst();
        if (workers.size() > 1) {
            unknown(worker + " and " + workers.getLast() + " both run workers, and one of them is no DaemonSet");
            return Optional.empty();
        }
        LabelSelector own = LabelSelectorReader.read(worker.object().at("spec", "selector"));
        LabelSelector all = new LabelSelector(worker.pod().labels(), List.of());
        for (LabelSelector selector : own.requirements().isEmpty() ? List.of(own, all) : List.of(all)) {
            if (!selector.labels().isEmpty() && selector.matches(worker.pod().labels()) && selected(selector) == 1) {
                draft.source(ProfileKey.WORKER_PODS, worker.toString());
                return Optional.of(new WorkerPods(worker.pod().namespace(), selector));
            }
        }
        unknown("the labels of " + worker + " do not tell its pods from those of other workloads");
        return Optional.empty();
    }

    /** How many workloads of the namespace, Alluxio's or not, have pods with such labels. */
    private int selected(LabelSelector selector) {
        List<ObjectNode> all = new ArrayList<>();
        Workload.KINDS.forEach(kind -> all.addAll(objects.list(kind)));
        int selected = 0;
        for (ObjectNode object : all) {
            cluster.masters().getFirst().budget().spend(1 + selector.labels().size());
            Map<String, String> labels = JsonNodes.stringMap(PodTemplates.find(object)
                    .<JsonNode>map(pod -> pod.path("metadata").path("labels"))
                    .orElse(object.path("absent")));
            selected += selector.matches(labels) ? 1 : 0;
        }
        return selected;
    }
}
