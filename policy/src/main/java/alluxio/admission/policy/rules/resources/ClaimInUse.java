package alluxio.admission.policy.rules.resources;

import alluxio.admission.model.Iterables;
import alluxio.admission.model.alluxio.AlluxioPaths;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.NodeSelectorTerms;
import alluxio.admission.model.view.Container;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Field;
import alluxio.admission.model.view.MasterJournal;
import alluxio.admission.model.view.Pod;
import alluxio.admission.model.view.Volume;
import alluxio.admission.policy.Findings;
import alluxio.admission.policy.ObjectKind;
import alluxio.admission.policy.Peer;
import alluxio.admission.policy.PeerIndex;
import alluxio.admission.policy.PersistentVolumeClaim;
import alluxio.admission.policy.ReviewedObject;
import alluxio.admission.policy.Rule;
import alluxio.admission.policy.RuleInfo;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A claim for one node is not mounted by two workloads whose pods may be on different nodes.
 *
 * <p><b>Restricted fields:</b> {@code persistentVolumeClaim.claimName} of volumes of Alluxio's containers, where the claim is seen
 * without access mode ReadWriteMany, and another workload that is seen and has pods mounts it too.
 *
 * <p><b>Allowed values:</b> a claim of its own; one whose PersistentVolume has a node affinity, as a local volume has, since the
 * scheduler then keeps all pods there, or is a hostPath of each node; pods that both say the same node, or have a required pod
 * affinity. The claim of domain sockets is judged by {@code domain-socket-claim}, two embedded journals by {@code journal-shared}.
 *
 * <p><b>Why:</b> the volume is attached to one node at a time: pods elsewhere wait in ContainerCreating ("Multi-Attach error").
 *
 * <p><b>Order of applying:</b> any, as it is a warning: no data is lost, and the other workload may be deleted, or the claim
 * replaced, next.
 *
 * <p><b>Source:</b> Kubernetes' documentation of access modes; the attach-detach controller.
 */
public final class ClaimInUse implements Rule {
    private static final RuleInfo INFO = RuleInfo.warn(
                    "claim-in-use",
                    "The volume is attached to one node at a time, so pods on another node wait in ContainerCreating.")
            .forKinds(ObjectKind.LONG_RUNNING)
            .forRoles(Role.MASTER, Role.JOB_MASTER, Role.WORKER, Role.JOB_WORKER, Role.FUSE, Role.LOGSERVER)
            .forAnyRelease("Kubernetes attaches the volume, whatever is on it");

    private static final String HOST_NAME = "kubernetes.io/hostname";

    /** How many pods of the namespace are read for the nodes that they are on. */
    private static final int MOST_READ = 500;

    /**
     * Who mounts a claim.
     *
     * @param node the only one that its pods can have; "" where it has several
     * @param affinity whether its pods have a required pod affinity, which may keep them beside others
     */
    private record ClaimUser(String node, boolean affinity, boolean alluxio, boolean journal) {
        static ClaimUser of(Pod pod, Volume volume) {
            Field spec = pod.spec();
            String node = spec.at("nodeName")
                    .text()
                    .orElse(spec.at("nodeSelector", HOST_NAME).string());
            boolean affinity = spec.at(NodeSelectorTerms.AFFINITY, "podAffinity", NodeSelectorTerms.REQUIRED)
                    .exists();
            boolean journal = pod.containers(Role.MASTER).stream()
                    .map(MasterJournal::of)
                    .anyMatch(j -> j.is(MasterJournal.EMBEDDED)
                            && j.volume().filter(volume::equals).isPresent());
            return new ClaimUser(node, affinity, !pod.roles().isEmpty(), journal);
        }

        /** Whether it is known that the pods of both are on one node, or not known that they are not. */
        boolean isBeside(ClaimUser other) {
            return affinity
                    || other.affinity
                    || (!node.isEmpty() && node.equals(other.node))
                    || (journal && other.journal);
        }
    }

    private static final PeerIndex<ClaimUser> USERS = PeerIndex.of(
            "other workloads that mount the claim",
            ObjectKind.LONG_RUNNING,
            (peer, entries) -> peer.pod()
                    .filter(_ -> peer.replicas() > 0)
                    .ifPresent(pod -> claims(pod)
                            .forEach(volume -> entries.add(claimName(volume).string(), ClaimUser.of(pod, volume)))));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<PeerIndex<?>> indices() {
        return Stream.concat(PersistentVolumeClaim.indices().stream(), Stream.of(USERS))
                .toList();
    }

    @Override
    public void check(ReviewedObject object, Findings findings) {
        Pod pod = object.pod().orElseThrow();
        if (object.replicas() == 0) {
            return;
        }
        List<Volume> claims = claims(pod);
        if (claims.isEmpty()) {
            return;
        }
        Set<Volume> mounted = new HashSet<>();
        for (Container container : pod.containers(Role.values())) {
            for (ContainerMount mount : container.mounts()) {
                if (!mount.path().equals(AlluxioPaths.DOMAIN_SOCKETS)) {
                    mount.volume().ifPresent(mounted::add);
                }
            }
        }
        Iterables.forEach(claims, mounted::contains, volume -> check(object, pod, volume, findings));
    }

    private static void check(ReviewedObject object, Pod pod, Volume volume, Findings findings) {
        String name = claimName(volume).string();
        Optional<PersistentVolumeClaim> claim = PersistentVolumeClaim.named(name, object)
                .filter(c -> c.isForOneNode() && !c.isOfEachNode() && !c.isOfSomeNodes());
        if (claim.isEmpty()) {
            return;
        }
        ClaimUser own = ClaimUser.of(pod, volume);
        Optional<Peer<ClaimUser>> other = object.peers(USERS, name)
                .filter(user -> !own.isBeside(user.value()))
                // Of two of Alluxio's in one input, the later one by name is told.
                .filter(user -> object.isInCluster()
                        || !user.value().alluxio()
                        || user.name().compareTo(object.name()) < 0)
                .findFirst();
        Set<String> nodes = other.isEmpty() ? Set.of() : nodes(object, name);
        if (other.isEmpty() || nodes.equals(Set.of(own.node()))) {
            return;
        }
        Container container = Iterables.first(
                        pod.containers(Role.values()),
                        c -> c.mounts().stream().map(ContainerMount::volume).anyMatch(Optional.of(volume)::equals))
                .orElseThrow();
        findings.at(container, claimName(volume))
                .restingOn(other.get().reference())
                .found("claim " + name + ", which is not ReadWriteMany, and which "
                        + other.get().describe() + " mounts too"
                        + (nodes.isEmpty() ? "" : ", on node " + String.join(", ", nodes)))
                .wanted("a claim that the nodes of both can mount")
                .fix("give each a claim of its own, or use one with access mode ReadWriteMany");
    }

    /** Where pods that are seen mount it at present; the first few. */
    private static Set<String> nodes(ReviewedObject object, String claim) {
        return object.view().list("Pod", object.namespace()).stream()
                .limit(MOST_READ)
                .filter(pod -> {
                    object.root()
                            .budget()
                            .spend(1 + pod.path("spec").path("volumes").size());
                    return mounts(pod, claim);
                })
                .map(pod -> pod.path("spec").path("nodeName").stringValue(""))
                .filter(node -> !node.isEmpty())
                .distinct()
                .sorted()
                .limit(3)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean mounts(JsonNode pod, String claim) {
        return pod.path("spec")
                .path("volumes")
                .valueStream()
                .anyMatch(volume -> volume.path("persistentVolumeClaim")
                        .path("claimName")
                        .stringValue("")
                        .equals(claim));
    }

    private static List<Volume> claims(Pod pod) {
        return Iterables.filter(pod.volumes(), volume -> volume.type().equals("persistentVolumeClaim"));
    }

    private static Field claimName(Volume volume) {
        return volume.source().at("claimName");
    }
}
