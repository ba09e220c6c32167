package alluxio.admission.injector;

import alluxio.admission.injector.clientproperties.ClientProperties;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.SpecialPods;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.ClientOptions;
import alluxio.admission.model.configuration.FuseMode;
import alluxio.admission.model.configuration.Profile;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the user is told of a pod that is injected like any other, but whose own settings may keep it from Alluxio. Nothing is
 * changed for it: the network, users and labels of a pod are its author's.
 */
final class PodWarnings {
    private PodWarnings() {}

    /** @param applied the features that the pod has now */
    static void give(Injection injection, List<String> applied) {
        Optional<FuseMode> fuse = applied.contains(Feature.FUSE.key())
                ? Optional.of(injection.settings().fuseMode())
                : Optional.empty();
        boolean sidecar = fuse.equals(Optional.of(FuseMode.SIDECAR));
        unknownMaster(injection, sidecar).ifPresent(host -> warnOfMaster(injection, host, sidecar));
        if (fuse.equals(Optional.of(FuseMode.HOST)) && SpecialPods.hasUserNamespace(injection.spec())) {
            injection
                    .report()
                    .warn(
                            "fuse-user-namespace",
                            "the pod has hostUsers: false: the runtime maps the ids of the mounted directory, but not of the "
                                    + "file system that FUSE mounts in it, so files there belong to nobody, and what the pod "
                                    + "writes belongs to an id that nobody else has; remove hostUsers if it writes there");
        }
        if (!injection.volumes().nodeLocal().isEmpty() && isConfined(injection)) {
            injection
                    .report()
                    .inform(
                            "selinux",
                            "the pod has seLinuxOptions: the kubelet relabels no hostPath, so on a node with SELinux Alluxio's "
                                    + "directories need the type container_file_t and a level that the pod's covers (s0), "
                                    + "and the worker's process one that the pod may connect to");
        }
    }

    /** A master's name that only the cluster's DNS knows, where the pod does not ask that. */
    private static Optional<String> unknownMaster(Injection injection, boolean sidecar) {
        PodElement spec = injection.spec();
        boolean told = !injection.clients().isEmpty()
                && (sidecar || injection.settings().clientOptions() != ClientOptions.NONE);
        Profile profile = injection.profile();
        return profile.masters().stream()
                .map(master -> ClientProperties.reachable(master, profile).host())
                .filter(host -> told && usesDnsOfNode(spec) && isOfCluster(host, profile) && !isAliased(host, spec))
                .findFirst();
    }

    /** Source: the kubelet's {@code getPodDNSType}; ClusterFirst is the default, and does not hold with hostNetwork. */
    private static boolean usesDnsOfNode(PodElement spec) {
        return switch (spec.text("dnsPolicy")) {
            case "", "ClusterFirst" -> spec.node().path("hostNetwork").booleanValue(false);
            case "Default" -> true;
            default -> false;
        };
    }

    private static boolean isOfCluster(String host, Profile profile) {
        return host.endsWith("." + profile.namespace()) || host.endsWith(".svc") || host.contains(".svc.");
    }

    private static boolean isAliased(String host, PodElement spec) {
        return spec.list("hostAliases")
                .valueStream()
                .flatMap(alias -> alias.path("hostnames").valueStream())
                .anyMatch(name -> name.stringValue("").equals(host));
    }

    private static void warnOfMaster(Injection injection, String host, boolean sidecar) {
        boolean network = injection.spec().node().path("hostNetwork").booleanValue(false);
        injection
                .report()
                .warn(
                        "master-name",
                        "the pod asks the DNS of its node ("
                                + (network
                                        ? "hostNetwork without dnsPolicy ClusterFirstWithHostNet"
                                        : "dnsPolicy Default")
                                + "), which does not know the master's name " + host
                                + "; set dnsPolicy: " + (network ? "ClusterFirstWithHostNet" : "ClusterFirst")
                                + (sidecar
                                        ? ""
                                        : ", or " + Keys.CLIENT_OPTIONS
                                                + ": none if the application knows its master otherwise"));
    }

    /** Not of a type that may do anything, {@code spc_t}. */
    private static boolean isConfined(Injection injection) {
        JsonNode ofPod = injection.spec().node().path("securityContext").path("seLinuxOptions");
        return injection.clients().stream()
                .map(client -> client.node().path("securityContext").path("seLinuxOptions"))
                .map(own -> own.isObject() ? own : ofPod)
                .anyMatch(options -> options.isObject()
                        && !options.isEmpty()
                        && !options.path("type").stringValue("").equals("spc_t"));
    }
}
