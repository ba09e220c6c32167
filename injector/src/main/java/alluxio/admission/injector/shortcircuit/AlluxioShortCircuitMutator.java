package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.pod.AlluxioContainer;
import alluxio.admission.injector.pod.PodWorker;
import alluxio.admission.injector.shortcircuit.AlluxioContainerProperties.PropertySetting;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.alluxio.Role;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import java.util.ArrayList;
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
 * for all clients, and short circuit is left out with {@code required: false}. A worker that has its clients in its own pod keeps
 * the volume that it has for its sockets, whatever that is ({@link PodWorker}).
 *
 * <p>With policy local only the tiers are shared: {@link LocalTierCheck} checks whether a worker has them.
 */
public final class AlluxioShortCircuitMutator implements Mutator {
    private static final String CODE = "short-circuit-left-out";

    @Override
    public boolean mutate(Injection injection) {
        List<AlluxioContainer> containers = new ArrayList<>();
        for (AlluxioContainer each : injection.containers().alluxio()) {
            if (AlluxioContainer.SHORT_CIRCUIT_ROLES.contains(each.role()) && isAlluxio2(injection, each)) {
                containers.add(each);
            }
        }
        return !containers.isEmpty() && mutate(injection, containers);
    }

    private static boolean mutate(Injection injection, List<AlluxioContainer> containers) {
        ShortCircuitSettings shortCircuit = injection.profile().shortCircuit().orElseThrow();
        if (shortCircuit.policy() == ShortCircuitPolicy.LOCAL) {
            LocalTierCheck.check(injection, containers, shortCircuit.tiers());
            return false;
        }
        Optional<PodWorker> podWorker = injection.containers().worker();
        boolean worker = containers.stream().anyMatch(each -> each.role() == Role.WORKER) || podWorker.isPresent();
        Optional<SocketMount> sockets = podWorker.isPresent()
                ? SocketMount.beside(podWorker.get(), injection.profile())
                : SocketMount.onNode(
                        injection.profile(),
                        worker ? VolumeSource.HostPath.DIRECTORY_OR_CREATE : VolumeSource.HostPath.DIRECTORY);
        Optional<String> reason = sockets.isEmpty()
                ? Optional.of(noDirectory(injection))
                : leftOutReason(injection, shortCircuit, worker);
        if (reason.isPresent()) {
            // If the pod has clients, the warning about them says the same.
            if (injection.clients().isEmpty()) {
                injection.report().warn(CODE, "short-circuit is left out: " + reason.get());
            }
            return false;
        }
        return inject(injection, containers, sockets.get());
    }

    private static boolean inject(Injection injection, List<AlluxioContainer> containers, SocketMount sockets) {
        if (injection.report().explanation().isWanted()) {
            sockets.explain(injection.report().explanation());
        }
        DomainDirectoryInitContainer initContainer =
                new DomainDirectoryInitContainer(injection, sockets.volume().source());
        boolean applied = false;
        for (AlluxioContainer each : containers) {
            boolean configured = each.role() == Role.WORKER
                    ? new WorkerSocket(injection, each, sockets, initContainer).configure()
                    : client(injection, each, sockets);
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

    private static String noDirectory(Injection injection) {
        return "profile \"" + injection.profile().name()
                + "\" has no shortCircuit.hostPath, as when the charts keep the socket on a claim; install Alluxio with the "
                + "chart value shortCircuit.volumeType=hostPath, and set shortCircuit.hostPath in the profile";
    }

    private static Optional<String> leftOutReason(
            Injection injection, ShortCircuitSettings shortCircuit, boolean worker) {
        if (worker) {
            return Optional.empty();
        }
        return shortCircuit.required()
                ? injection.directories().obstacle(Feature.SHORT_CIRCUIT)
                : Optional.of(
                        "the profile has shortCircuit.required: false, and on a node without a worker the pod would wait "
                                + "for " + shortCircuit.hostPath().orElseThrow());
    }

    private static boolean client(Injection injection, AlluxioContainer container, SocketMount sockets) {
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
            if (!injection.report().goesOn(false)) {
                return false;
            }
        }
        if (!sockets.mount(injection, container.container())) {
            return false;
        }
        injection.useDirectories();
        properties.append(Map.of(PropertyKeys.DOMAIN_SOCKET_AS_UUID, "true"));
        return true;
    }
}
