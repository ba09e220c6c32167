package alluxio.admission.discovery;

import alluxio.admission.model.configuration.DiscoverySettings;
import alluxio.admission.model.kube.ContainerPath;
import alluxio.admission.model.kube.JsonNodes;
import alluxio.admission.model.view.ContainerMount;
import alluxio.admission.model.view.Volume;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which directory of each node a mount of a container is, and whether pods of others may mount it. */
final class HostDirectories {
    private static final String CLAIM = "PersistentVolumeClaim";

    private static final Set<String> FILES = Set.of("File", "Socket", "CharDevice", "BlockDevice");

    /** Directories of a container's own system: a mount there would replace programs of the client. */
    private static final List<String> OF_SYSTEM = List.of(
            "/bin",
            "/boot",
            "/dev",
            "/etc",
            "/lib",
            "/lib64",
            "/proc",
            "/root",
            "/run",
            "/sbin",
            "/sys",
            "/usr",
            "/var/run");

    private final NamespaceObjects objects;
    private final DiscoverySettings settings;

    HostDirectories(NamespaceObjects objects, DiscoverySettings settings) {
        this.objects = objects;
        this.settings = settings;
    }

    /** Where a path of a container is. */
    sealed interface Place {
        /** @param volume what to add to the source: {@code , claim x, PersistentVolume y}; "" for a hostPath volume */
        record Known(String hostPath, String volume) implements Place {}

        /**
         * On a claim that is not known to be a directory of each node.
         *
         * @param why completes "the volume is …"
         */
        record Claim(String why) implements Place {}

        /** @param reason completes "the workload has its domain socket …" */
        record Unusable(String reason) implements Place {}
    }

    static String source(Workload workload, ContainerMount mount) {
        return workload + ", volume " + mount.field().at("name").string();
    }

    /** The directory of each node that has this path of the container. */
    Place find(ContainerMount mount, String path) {
        Optional<Volume> volume = mount.volume();
        if (volume.isEmpty()) {
            return new Place.Unusable("in a volume that its pod does not have");
        }
        if (volume.get().isHostPath()) {
            boolean file = FILES.contains(volume.get().source().at("type").string());
            return file
                    ? new Place.Unusable("in " + volume.get().describe() + ", which is no directory")
                    : allowed(mount, path, mount.hostPath().orElse(""), "");
        }
        if (!volume.get().isClaim()) {
            return new Place.Unusable("in " + volume.get().describe()
                    + ", which no other pod can mount; install Alluxio with the chart value "
                    + "shortCircuit.volumeType=hostPath");
        }
        return volumeOf(volume.get())
                .filter(_ -> mount.subPath().isEmpty())
                .map(persistent -> allowed(
                        mount,
                        path,
                        ContainerPath.normalize(
                                JsonNodes.text(persistent.path("spec").path("hostPath"), "path")),
                        ", " + volume.get().describe() + ", PersistentVolume "
                                + JsonNodes.text(persistent.path("metadata"), "name")))
                .orElseGet(() -> new Place.Claim(
                        why(volume.get().source().at("claimName").string())));
    }

    private String why(String claim) {
        boolean missing = objects.isComplete(CLAIM, objects.namespace())
                && objects.find(CLAIM, claim).isEmpty();
        return missing
                ? CLAIM + " " + objects.namespace() + "/" + claim + ", which does not exist"
                : "a claim, which is not known to be a directory of each node";
    }

    private Place allowed(ContainerMount mount, String path, String base, String volume) {
        String below = ContainerPath.normalize(path).substring(mount.path().length());
        String hostPath = base + below;
        return problem(hostPath).<Place>map(Place.Unusable::new).orElseGet(() -> new Place.Known(hostPath, volume));
    }

    /** Why pods may not mount that directory of a node; empty: they may. */
    Optional<String> problem(String hostPath) {
        return isPlain(hostPath) && settings.allows(hostPath)
                ? Optional.empty()
                : Optional.of("in " + hostPath + " of the node, which is not below one of discovery.hostPaths ("
                        + String.join(", ", settings.hostPaths()) + "); add its directory there");
    }

    /**
     * The PersistentVolume of a claim, if it is a directory of each node: a hostPath that is not tied to nodes. The volume
     * must name the claim, too: anybody may write the name of any volume into a claim.
     */
    private Optional<ObjectNode> volumeOf(Volume volume) {
        String claim = volume.source().at("claimName").string();
        return objects.find(CLAIM, claim)
                .map(found -> JsonNodes.text(found.path("spec"), "volumeName"))
                .filter(name -> !name.isEmpty())
                .flatMap(name -> objects.find("PersistentVolume", "", name))
                .filter(persistent -> isBoundTo(persistent.path("spec").path("claimRef"), claim))
                .filter(persistent -> persistent.path("spec").path("hostPath").isObject()
                        && persistent.path("spec").path("nodeAffinity").isEmpty());
    }

    private boolean isBoundTo(JsonNode claimRef, String claim) {
        return JsonNodes.text(claimRef, "name").equals(claim)
                && JsonNodes.text(claimRef, "namespace").equals(objects.namespace());
    }

    /** Whether it is an absolute path that a configuration can have. */
    static boolean isPlain(String path) {
        return ContainerPath.isBelowRoot(path)
                && path.length() <= 1024
                && path.chars()
                        .noneMatch(c -> c == '$' || c == '{' || c <= ' ' || c == 0x7f || Character.isWhitespace(c));
    }

    /** Whether a mount there would hide what the container itself needs. */
    static boolean isOfSystem(String path) {
        return OF_SYSTEM.stream()
                .anyMatch(system -> ContainerPath.isWithin(path, system) || ContainerPath.isWithin(system, path));
    }
}
