package alluxio.admission.model.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes a profile as one text, the same for two profiles that are equal, from which the digest in the status annotation is
 * made. Pods carry that digest for as long as they live, and replicas of two versions compare it, so the text never changes:
 * a component that is new is written only where it has another value than its default.
 */
public final class ProfileText {
    /** What the default resources of the sidecar were, and as which the present ones are written. */
    private static final ResourceRequirements FIRST_DEFAULT_RESOURCES =
            ResourceRequirements.of(Map.of("memory", "4Gi"), Map.of("cpu", "500m", "memory", "4Gi"));

    private ProfileText() {}

    /** The text of a profile. */
    public static String of(Profile profile) {
        AlluxioCluster cluster = profile.cluster();
        return object(
                "Profile",
                Stream.concat(
                                Stream.of(
                                        member("name", profile.name()),
                                        member("namespace", cluster.namespace()),
                                        member("version", cluster.version()),
                                        member("masters", cluster.masters()),
                                        member("client", client(profile.client())),
                                        member(
                                                "shortCircuit",
                                                profile.shortCircuit().map(ProfileText::shortCircuit)),
                                        member("fuse", profile.fuse().map(ProfileText::fuse)),
                                        member("hdfs", profile.hdfs().map(ProfileText::hdfs)),
                                        member("hostAliases", list(profile.hostAliases(), ProfileText::hostAlias)),
                                        member("scheduling", scheduling(profile.scheduling())),
                                        member("worker", object("Worker", member("uid", cluster.workerUid()))),
                                        member("features", profile.features())),
                                profile
                                        .offered()
                                        .helperResources()
                                        .map(helpers -> member("helperResources", resources(helpers)))
                                        .stream())
                        .toArray(String[]::new));
    }

    private static String client(ClientSettings client) {
        return object("Client", member("options", client.options()), member("properties", client.properties()));
    }

    private static String shortCircuit(ShortCircuitSettings shortCircuit) {
        return object(
                "ShortCircuit",
                member("policy", shortCircuit.policy()),
                member("required", shortCircuit.required()),
                member("hostPath", shortCircuit.hostPath()),
                member("mountPath", shortCircuit.mountPath()),
                member("tiers", shortCircuit.tiers()));
    }

    private static String fuse(FuseSettings fuse) {
        return object(
                "Fuse",
                member("mode", fuse.mode()),
                member("hostPath", fuse.hostPath()),
                member("mountPath", fuse.mountPath()),
                member("directory", fuse.directory()),
                member("sidecar", sidecar(fuse.sidecar())));
    }

    private static String sidecar(SidecarSettings sidecar) {
        ResourceRequirements resources = sidecar.resources().equals(SidecarSettings.DEFAULT_RESOURCES)
                ? FIRST_DEFAULT_RESOURCES
                : sidecar.resources();
        return object(
                "Sidecar",
                Stream.concat(
                                Stream.of(
                                        member("image", sidecar.image()),
                                        member("alluxioPath", sidecar.alluxioPath()),
                                        member("options", sidecar.options()),
                                        member("limits", resources.limits()),
                                        member("requests", resources.requests()),
                                        member("imagePullSecrets", sidecar.imagePullSecrets())),
                                Stream.of(sidecar.security())
                                        .filter(security -> !security.equals(FuseSecurity.DEFAULT))
                                        .map(ProfileText::security))
                        .toArray(String[]::new));
    }

    private static String security(FuseSecurity security) {
        return member(
                "security",
                object(
                        "Security",
                        member("readOnlyRootFilesystem", security.readOnlyRootFilesystem()),
                        member("seccompProfile", security.seccompProfile().map(ProfileText::confinement)),
                        member("appArmorProfile", security.appArmorProfile().map(ProfileText::confinement)),
                        member("add", security.addedCapabilities()),
                        member("drop", security.droppedCapabilities())));
    }

    private static String confinement(FuseSecurity.ConfinementProfile profile) {
        return object("Profile", member("type", profile.type()), member("localhost", profile.localhostProfile()));
    }

    private static String resources(ResourceRequirements resources) {
        return object("Resources", member("limits", resources.limits()), member("requests", resources.requests()));
    }

    private static String hdfs(HdfsSettings hdfs) {
        return object(
                "Hdfs",
                member("secrets", list(hdfs.secrets(), ProfileText::secret)),
                member("confDir", hdfs.confDir()));
    }

    private static String secret(HdfsSecret secret) {
        return object("HdfsSecret", member("name", secret.name()), member("directory", secret.directory()));
    }

    private static String hostAlias(HostAlias alias) {
        return object("HostAlias", member("ip", alias.ip()), member("hostnames", alias.hostnames()));
    }

    private static String scheduling(SchedulingSettings scheduling) {
        return object(
                "Scheduling",
                Stream.concat(
                                Stream.of(
                                        member("mode", scheduling.mode()),
                                        member("requirements", scheduling.requirements()),
                                        member("tolerations", scheduling.tolerations())),
                                scheduling.workerPods().map(ProfileText::workerPods).stream())
                        .toArray(String[]::new));
    }

    private static String workerPods(WorkerPods pods) {
        return member(
                "workerPods",
                object(
                        "WorkerPods",
                        member("namespace", pods.namespace()),
                        member("labels", pods.selector().labels()),
                        member("requirements", pods.selector().requirements())));
    }

    private static String object(String name, String... members) {
        return name + "[" + String.join(", ", members) + "]";
    }

    private static String member(String name, Object value) {
        return name + "=" + value;
    }

    private static String member(String name, Optional<?> value) {
        return name + "=" + value.map(present -> "Optional[" + present + "]").orElse("Optional.empty");
    }

    private static <T> List<String> list(List<T> items, Function<T, String> text) {
        return items.stream().map(text).toList();
    }
}
