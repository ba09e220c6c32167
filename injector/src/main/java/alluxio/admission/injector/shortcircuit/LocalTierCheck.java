package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.patch.Volumes;
import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Excerpt;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.kube.ContainerPath;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Checks whether a worker has what policy local needs, in which clients open its block files themselves: each tier in a directory
 * of the node, at the same path as on the node. Nothing is injected, since a tier holds the worker's data and its quota; what is
 * missing is reported. So is a domain socket: clients then use it rather than the files, unless {@code
 * alluxio.user.short.circuit.preferred} is set (Alluxio issue 9811).
 */
final class LocalTierCheck {
    private static final String CODE = "policy-local";

    private LocalTierCheck() {}

    static void check(Injection injection, List<AlluxioContainer> containers, List<String> tiers) {
        InjectionReport report = injection.report();
        for (AlluxioContainer each : containers) {
            if (each.role() != Role.WORKER) {
                report.inform(CODE, "short-circuit is left out of " + each + ": policy local is for applications");
                continue;
            }
            for (String tier : tiers) {
                problem(injection, each.container(), ContainerPath.absolute(tier))
                        .ifPresent(problem -> report.warn(
                                CODE,
                                "policy local needs hostPath " + tier + " at " + tier + " of " + each + ", but it "
                                        + problem + ": clients cannot open its block files; make the tier a hostPath"));
            }
            new AlluxioContainerProperties(injection, each)
                    .find(PropertyKeys.DOMAIN_SOCKET_ADDRESS)
                    .ifPresent(address -> report.warn(
                            CODE,
                            "policy local needs a worker without a domain socket, but " + each + " has "
                                    + PropertyKeys.DOMAIN_SOCKET_ADDRESS + "=" + address
                                    + ": clients use the socket and not the block files; remove the option"));
        }
    }

    private static Optional<String> problem(Injection injection, PodElement worker, String tier) {
        List<JsonNode> mounts = injection.mounts().at(worker, tier);
        if (mounts.isEmpty()) {
            return Optional.of("mounts nothing there");
        }
        String name = mounts.getFirst().path("name").stringValue("");
        Optional<JsonNode> volume = injection.volumes().byName(name);
        return injection.volumes().hasSource(name, new VolumeSource.HostPath(tier))
                ? Optional.empty()
                : Optional.of("mounts volume \"" + Excerpt.of(name) + "\" ("
                        + volume.map(Volumes::describe).orElse("not among the pod's volumes") + ") there");
    }
}
