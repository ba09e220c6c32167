package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.MountRequest;
import alluxio.admission.injector.patch.VolumeRequest;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.injector.shortcircuit.AlluxioContainerProperties.PropertySetting;
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
 * Injects short circuit into containers that run Alluxio. A worker opens its socket in the directory that its clients mount, with
 * the properties of {@link WorkerSocket}. A job worker and a FUSE process are clients of the worker: they get the directory
 * read-only, and as.uuid. A master, proxy or log server gets nothing.
 *
 * <p>In a pod with a worker, the volume has type DirectoryOrCreate, because the worker may be the first on a node; an init
 * container ({@link DomainDirectoryInitContainer}) makes the directory writable for it. In any other pod the type is Directory, as
 * for all clients, and short circuit is left out with {@code required: false}.
 *
 * <p>With policy local only the tiers are shared: {@link LocalTierCheck} checks whether a worker has them.
 */
public final class AlluxioShortCircuitMutator implements Mutator {
    private static final String CODE = "short-circuit-left-out";

    @Override
    public boolean mutate(Injection injection) {
        ShortCircuitSettings shortCircuit = injection.profile().shortCircuit().orElseThrow();
        List<AlluxioContainer> containers = injection.containers().alluxio().stream()
                .filter(each -> AlluxioContainer.SHORT_CIRCUIT_ROLES.contains(each.role()))
                .filter(each -> isAlluxio2(injection, each))
                .toList();
        if (containers.isEmpty()) {
            return false;
        }
        if (shortCircuit.policy() == ShortCircuitPolicy.LOCAL) {
            LocalTierCheck.check(injection, containers, shortCircuit.tiers());
            return false;
        }
        boolean worker = containers.stream().anyMatch(each -> each.role() == Role.WORKER);
        Optional<String> reason = leftOutReason(injection, shortCircuit, worker);
        if (reason.isPresent()) {
            // If the pod has clients, the warning about them says the same.
            if (injection.clients().isEmpty()) {
                injection.report().warn(CODE, "short-circuit is left out: " + reason.get());
            }
            return false;
        }
        VolumeSource.HostPath source = new VolumeSource.HostPath(
                ContainerPath.absolute(shortCircuit.hostPath().orElseThrow()),
                worker ? VolumeSource.HostPath.DIRECTORY_OR_CREATE : VolumeSource.HostPath.DIRECTORY);
        VolumeRequest volume = VolumeRequest.of(Feature.SHORT_CIRCUIT, "alluxio-domain", source);
        String path = ContainerPath.absolute(shortCircuit.mountPath());
        ShortCircuitMutator.explain(injection.report().explanation(), source, path);
        DomainDirectoryInitContainer initContainer = new DomainDirectoryInitContainer(injection, source);
        boolean applied = false;
        for (AlluxioContainer each : containers) {
            boolean configured = each.role() == Role.WORKER
                    ? new WorkerSocket(injection, each, volume, path, initContainer).configure()
                    : client(injection, each, MountRequest.readOnly(volume, path));
            if (configured) {
                NativeLibraryWarning.check(injection, each.container());
            }
            applied |= configured;
        }
        return applied;
    }

    private static boolean isAlluxio2(Injection injection, AlluxioContainer container) {
        boolean alluxio2 = container.isAlluxio2(injection.profile());
        if (!alluxio2) {
            injection
                    .report()
                    .warn(
                            CODE,
                            "short-circuit is left out of " + container
                                    + ": it does not run Alluxio 2.x, the only release whose domain sockets "
                                    + "are known; leave it out with " + Keys.EXCLUDE_CONTAINERS);
        }
        return alluxio2;
    }

    private static Optional<String> leftOutReason(
            Injection injection, ShortCircuitSettings shortCircuit, boolean worker) {
        if (shortCircuit.hostPath().isEmpty()) {
            return Optional.of("profile \"" + injection.profile().name()
                    + "\" has no shortCircuit.hostPath, as when the charts keep the socket on a claim; install Alluxio with the "
                    + "chart value shortCircuit.volumeType=hostPath, and set shortCircuit.hostPath in the profile");
        }
        if (worker) {
            return Optional.empty();
        }
        return shortCircuit.required()
                ? injection.directories().obstacle(Feature.SHORT_CIRCUIT)
                : Optional.of(
                        "the profile has shortCircuit.required: false, and on a node without a worker the pod would wait "
                                + "for " + shortCircuit.hostPath().get());
    }

    private static boolean client(Injection injection, AlluxioContainer container, MountRequest mount) {
        AlluxioContainerProperties properties = new AlluxioContainerProperties(injection, container);
        Optional<PropertySetting> asUuid = properties.find(PropertyKeys.DOMAIN_SOCKET_AS_UUID);
        if (asUuid.isPresent() && !asUuid.get().value().equalsIgnoreCase("true")) {
            injection
                    .report()
                    .conflict(
                            "inject-property",
                            properties.field(asUuid.get().variable()),
                            "short-circuit needs " + PropertyKeys.DOMAIN_SOCKET_AS_UUID + "=true, or " + container
                                    + " never looks for the domain socket, but it sets it to " + asUuid.get()
                                    + "; remove the option, or leave short-circuit out with " + Keys.FEATURES);
            return false;
        }
        if (!injection.mounts().mount(container.container(), mount)) {
            return false;
        }
        injection.directories().use();
        properties.append(Map.of(PropertyKeys.DOMAIN_SOCKET_AS_UUID, "true"));
        return true;
    }
}
