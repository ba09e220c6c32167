package alluxio.admission.discovery;

import alluxio.admission.discovery.DiscoveryResult.LeftOut;
import alluxio.admission.model.Budget;
import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.Fluid;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Reads the workloads of Alluxio in one namespace, and says which of them do not count. */
final class WorkloadReader {
    private final NamespaceObjects objects;
    private final ObjectOrigin origin;
    private final Budget budget;
    private final List<LeftOut> leftOut;
    private final List<Workload> workloads = new ArrayList<>();

    private WorkloadReader(NamespaceObjects objects, ObjectOrigin origin, Budget budget, List<LeftOut> leftOut) {
        this.objects = objects;
        this.origin = origin;
        this.budget = budget;
        this.leftOut = leftOut;
    }

    /** In the order of kind and name, whatever the order of the objects. */
    static List<Workload> read(NamespaceObjects objects, ObjectOrigin origin, Budget budget, List<LeftOut> leftOut) {
        WorkloadReader reader = new WorkloadReader(objects, origin, budget, leftOut);
        Workload.KINDS.forEach(reader::read);
        return reader.workloads;
    }

    private void read(String kind) {
        Map<String, List<ObjectNode>> byName = new TreeMap<>();
        for (ObjectNode object : objects.list(kind)) {
            budget.spend(1);
            String name = JsonNodes.text(object.path("metadata"), "name");
            List<ObjectNode> same = byName.computeIfAbsent(name, _ -> new ArrayList<>());
            if (!name.isEmpty() && !same.contains(object)) {
                same.add(object);
            }
        }
        byName.forEach((_, same) -> same.stream()
                .map(object -> Workload.of(kind, Field.root(object, budget), objects))
                .filter(WorkloadReader::isOfAlluxio)
                .findFirst()
                .ifPresent(workload -> add(workload, same.size())));
    }

    /** An application with a FUSE sidecar is none: it has containers that are not Alluxio's. */
    private static boolean isOfAlluxio(Workload workload) {
        List<Container> running = workload.pod().containers().stream()
                .filter(c -> c.stage().isRunning())
                .filter(c -> c.role().isPresent())
                .toList();
        boolean serves = running.stream().anyMatch(c -> !c.is(Role.FUSE, Role.CSI, Role.HUB));
        return serves
                || (running.stream().anyMatch(c -> c.is(Role.FUSE))
                        && workload.pod().applications().isEmpty());
    }

    private void add(Workload workload, int versions) {
        Optional<String> reason = versions > 1
                ? Optional.of("is there " + versions + " times, each time with other content")
                : doesNotCount(workload);
        reason.ifPresentOrElse(
                text -> leftOut.add(new LeftOut(workload.toString(), text)), () -> workloads.add(workload));
    }

    private Optional<String> doesNotCount(Workload workload) {
        if (isOfFluid(workload)) {
            return Optional.of("is managed by Fluid, which injects its own clients");
        }
        Optional<Container> other = workload.pod().containers().stream()
                .filter(c -> c.role().isPresent() && !c.isAlluxio2())
                .findFirst();
        if (other.isPresent() && workload.pod().roles().isEmpty()) {
            return Optional.of("runs " + product(other.get())
                    + "; only Alluxio 2 has what is injected here, so its clients get nothing");
        }
        if (workload.object().at("metadata", "deletionTimestamp").exists()) {
            return Optional.of("is being deleted");
        }
        return origin == ObjectOrigin.CLUSTER && readyPods(workload) == 0
                ? Optional.of("has no ready pods")
                : Optional.empty();
    }

    private static String product(Container container) {
        Optional<AlluxioRelease> release = container.release();
        String edition = container.imageName().isEnterprise() ? "Alluxio Enterprise" : "Alluxio";
        return edition + release.map(r -> " " + r).orElse(" 3");
    }

    private static int readyPods(Workload workload) {
        String member = workload.is(Workload.DAEMON_SET) ? "numberReady" : "readyReplicas";
        return workload.object().at("status", member).integer().orElse(0);
    }

    private static boolean isOfFluid(Workload workload) {
        Map<String, String> labels = new LinkedHashMap<>(workload.pod().labels());
        labels.putAll(
                JsonNodes.stringMap(workload.object().at("metadata", "labels").node()));
        return Fluid.isLabelled(labels.keySet())
                || Fluid.isOwned(workload.object().at("metadata").node());
    }
}
