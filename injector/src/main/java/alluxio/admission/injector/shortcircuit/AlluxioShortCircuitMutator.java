package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.VolumeMounts.Mount;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.patch.Volumes.Wanted;
import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.injector.shortcircuit.AlluxioContainerProperties.Setting;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.kube.ContainerPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Short circuit for Alluxio's own containers. A worker opens its socket in the directory that its clients mount, with the
 * properties of {@link WorkerSocket}. A job worker and a FUSE process are clients of it: they get the directory
 * read-only, and as.uuid. A master, proxy or log server takes no part.
 *
 * <p>In a pod with a worker the volume has type DirectoryOrCreate: the worker is the one that may come to a node where
 * nothing was before, and {@link DomainDirectoryOwner} makes the directory its own. In every other pod it has type Directory, as
 * for any client, and is left out with {@code required: false}.
 *
 * <p>With policy local no directory is shared but the tiers: {@link LocalTiers} looks whether a worker has them.
 */
public final class AlluxioShortCircuitMutator implements Mutator {
    private static final String CODE = "short-circuit-left-out";

    @Override
    public boolean mutate(Injection injection) {
        ShortCircuitSettings shortCircuit = injection.profile().shortCircuit().orElseThrow();
        List<AlluxioContainer> own = injection.containers().alluxio().stream()
                .filter(each -> AlluxioContainer.SHORT_CIRCUIT_ROLES.contains(each.role()))
                .filter(each -> isKnown(injection, each))
                .toList();
        if (own.isEmpty()) {
            return false;
        }
        if (shortCircuit.policy() == ShortCircuitPolicy.LOCAL) {
            LocalTiers.check(injection, own, shortCircuit.tiers());
            return false;
        }
        boolean worker = own.stream().anyMatch(each -> each.role() == Role.WORKER);
        Optional<String> reason = whyNot(injection, shortCircuit, worker);
        if (reason.isPresent()) {
            // Its clients, if the pod has any, have been told already.
            if (injection.clients().isEmpty()) {
                injection.report().warn(CODE, "short-circuit is left out: " + reason.get());
            }
            return false;
        }
        VolumeSource.HostPath source = new VolumeSource.HostPath(
                ContainerPath.absolute(shortCircuit.hostPath().orElseThrow()),
                worker ? VolumeSource.HostPath.DIRECTORY_OR_CREATE : VolumeSource.HostPath.DIRECTORY);
        Wanted volume = Wanted.of(Feature.SHORT_CIRCUIT, "alluxio-domain", source);
        String path = ContainerPath.absolute(shortCircuit.mountPath());
        ShortCircuitMutator.explain(injection.report().reasons(), source, path);
        DomainDirectoryOwner owner = new DomainDirectoryOwner(injection, source);
        boolean applied = false;
        for (AlluxioContainer each : own) {
            applied |= each.role() == Role.WORKER
                    ? new WorkerSocket(injection, each, volume, path, owner).give()
                    : client(injection, each, Mount.readOnly(volume, path));
        }
        return applied;
    }

    private static boolean isKnown(Injection injection, AlluxioContainer own) {
        boolean known = own.isAlluxio2(injection.profile());
        if (!known) {
            injection
                    .report()
                    .warn(
                            CODE,
                            "short-circuit is left out of " + own + ": it does not run Alluxio 2, and what is known of "
                                    + "domain sockets holds for 2.x only");
        }
        return known;
    }

    private static Optional<String> whyNot(Injection injection, ShortCircuitSettings shortCircuit, boolean worker) {
        if (shortCircuit.hostPath().isEmpty()) {
            return Optional.of("profile \"" + injection.profile().name()
                    + "\" has no shortCircuit.hostPath, as when the charts keep the socket on a claim; set it, and install "
                    + "Alluxio with the chart value shortCircuit.volumeType=hostPath");
        }
        return worker || shortCircuit.required()
                ? Optional.empty()
                : Optional.of("the profile does not require it, and on a node without a worker the pod would wait for "
                        + shortCircuit.hostPath().get());
    }

    private static boolean client(Injection injection, AlluxioContainer own, Mount mount) {
        AlluxioContainerProperties properties = new AlluxioContainerProperties(injection, own);
        Optional<Setting> asUuid = properties.find(PropertyKeys.DOMAIN_SOCKET_AS_UUID);
        if (asUuid.isPresent() && !asUuid.get().value().equalsIgnoreCase("true")) {
            injection
                    .report()
                    .conflict(
                            "inject-property",
                            properties.field(asUuid.get().variable()),
                            "short-circuit needs " + PropertyKeys.DOMAIN_SOCKET_AS_UUID + "=true, or " + own
                                    + " never looks for the domain socket, but it sets it to " + asUuid.get()
                                    + "; remove the option, or leave short-circuit out with " + Keys.FEATURES);
            return false;
        }
        if (!injection.mounts().mount(own.container(), mount)) {
            return false;
        }
        properties.give(Map.of(PropertyKeys.DOMAIN_SOCKET_AS_UUID, "true"));
        return true;
    }
}
