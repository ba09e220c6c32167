package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.MountRequest;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.PodWorker;
import alluxio.admission.model.Feature;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import java.util.Optional;

/**
 * Injects short circuit into clients. With policy local by block files: {@link LocalShortCircuitMutator}. With policy uuid by domain
 * socket: the workers' socket directory of the node, at the workers' path, and the property without which a client does not look
 * there. The directory is mounted read-only: connecting to a socket needs no permission to write to its directory.
 *
 * <p>The clients of a worker in their own pod use that worker: they get its volume with the sockets, whatever it is, and no directory
 * of the node unless the worker has it ({@link PodWorker}).
 *
 * <p>Otherwise it is left out, always with a warning:
 *
 * <ul>
 *   <li>without hostPath: the charts from 2.3 to 2.9 keep the socket on a claim by default. Only the cluster knows whether the
 *       claim's volume is a directory of the node; a wrong guess would be a mount that keeps the pod from starting.
 *   <li>where the pod may land on a node on which no worker can be: {@code NodeDirectories}.
 *   <li>with required: false: with a hostPath of type Directory the pod waits on a node without a worker, and the node is not known
 *       yet when the pod is injected.
 * </ul>
 *
 * <p>Source: Alluxio's {@code NettyUtils.isDomainSocketAccessible}: with as.uuid the client looks for the worker's
 * reported path in its own file system, and falls back to TCP when it is not there.
 */
public final class ShortCircuitMutator implements Mutator {
    private static final String CODE = "short-circuit-left-out";

    private final LocalShortCircuitMutator local = new LocalShortCircuitMutator();

    @Override
    public boolean mutate(Injection injection) {
        if (injection.clients().isEmpty()) {
            return false;
        }
        ShortCircuitSettings shortCircuit = injection.profile().shortCircuit().orElseThrow();
        Optional<PodWorker> worker = injection.containers().worker();
        if (worker.isPresent()) {
            Optional<SocketMount> sockets = SocketMount.beside(worker.get(), injection.profile());
            return sockets.isPresent() ? mount(injection, sockets.get()) : leaveOut(injection, onClaim());
        }
        if (!shortCircuit.required()) {
            return leaveOut(
                    injection,
                    "the profile has shortCircuit.required: false, and on a node without a worker the pod would wait for "
                            + directories(shortCircuit));
        }
        boolean onClaim = shortCircuit.policy() == ShortCircuitPolicy.UUID
                && shortCircuit.hostPath().isEmpty();
        Optional<String> obstacle =
                onClaim ? Optional.empty() : injection.directories().obstacle(Feature.SHORT_CIRCUIT);
        if (obstacle.isPresent()) {
            return leaveOut(injection, obstacle.get());
        }
        if (shortCircuit.policy() == ShortCircuitPolicy.LOCAL) {
            return local.mutate(injection);
        }
        Optional<SocketMount> domain = SocketMount.onNode(injection.profile(), VolumeSource.HostPath.DIRECTORY);
        return domain.isPresent() ? mount(injection, domain.get()) : leaveOut(injection, onClaim());
    }

    private static boolean mount(Injection injection, SocketMount sockets) {
        if (injection.report().explanation().isWanted()) {
            sockets.explain(injection.report().explanation());
        }
        boolean mounted = false;
        for (PodElement container : injection.clients()) {
            boolean isMounted = sockets.mount(injection, container);
            mounted |= isMounted;
            if (injection.report().goesOn(isMounted)) {
                injection.requireProperty(container, PropertyKeys.DOMAIN_SOCKET_AS_UUID, "true");
                NativeLibraryWarning.check(injection, container);
                injection.useDirectories();
            }
        }
        if (mounted && sockets.ofPod().isPresent()) {
            injection
                    .report()
                    .inform(
                            "pod-worker",
                            "the clients of the pod use its own worker, whose sockets are on "
                                    + sockets.volume().source().describe()
                                    + "; clients in other pods do not see them there");
        }
        return mounted || injection.containers().worker().isEmpty();
    }

    private static String onClaim() {
        return "the workers' domain socket is on a claim, not in a directory of the node; "
                + "install Alluxio with the chart value shortCircuit.volumeType=hostPath and set "
                + "shortCircuit.hostPath in the profile";
    }

    /** The mount of the workers' socket directory for a client that is added to the pod; empty if the mount might fail. */
    public static Optional<MountRequest> domainMount(Injection injection) {
        Optional<ShortCircuitSettings> shortCircuit =
                injection.profile().shortCircuit().filter(settings -> settings.policy() == ShortCircuitPolicy.UUID);
        Optional<PodWorker> worker = injection.containers().worker();
        return worker.isPresent()
                ? SocketMount.beside(worker.get(), injection.profile())
                        .map(SocketMount::client)
                        .filter(mount -> mount.subPath().isEmpty())
                : shortCircuit
                        .filter(ShortCircuitSettings::required)
                        .flatMap(_ -> SocketMount.onNode(injection.profile(), VolumeSource.HostPath.DIRECTORY))
                        .map(SocketMount::client);
    }

    private static String directories(ShortCircuitSettings shortCircuit) {
        return shortCircuit.policy() == ShortCircuitPolicy.LOCAL
                ? "the tier directories"
                : shortCircuit.hostPath().orElse("the workers' socket directory");
    }

    private static boolean leaveOut(Injection injection, String reason) {
        injection.report().warn(CODE, "short-circuit is left out: " + reason);
        return false;
    }
}
