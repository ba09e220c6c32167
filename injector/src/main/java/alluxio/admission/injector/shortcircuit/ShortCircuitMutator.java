package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.MountRequest;
import alluxio.admission.injector.patch.VolumeRequest;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Feature;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.kube.ContainerPath;
import java.util.Optional;

/**
 * Injects short circuit into clients. With policy local by block files: {@link LocalShortCircuitMutator}. With policy uuid by domain
 * socket: the workers' socket directory of the node, at the workers' path, and the property without which a client does not look
 * there. The directory is mounted read-only: connecting to a socket needs no permission to write to its directory.
 *
 * <p>It is left out, always with a warning:
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
        Optional<MountRequest> domain = domainMount(injection.profile());
        if (domain.isEmpty()) {
            return leaveOut(
                    injection,
                    "the workers' domain socket is on a claim, not in a directory of the node; "
                            + "install Alluxio with the chart value shortCircuit.volumeType=hostPath and set "
                            + "shortCircuit.hostPath in the profile");
        }
        explain(
                injection.report().explanation(),
                domain.get().volume().source(),
                domain.get().path());
        for (PodElement container : injection.clients()) {
            if (injection.mounts().mount(container, domain.get())) {
                injection.requireProperty(container, PropertyKeys.DOMAIN_SOCKET_AS_UUID, "true");
                NativeLibraryWarning.check(injection, container);
                injection.directories().use();
            }
        }
        return true;
    }

    static void explain(ExplanationBuilder explanation, VolumeSource source, String path) {
        explanation.value(
                Feature.SHORT_CIRCUIT, "volume", source.describe(), ValueOrigin.PROFILE, "shortCircuit.hostPath");
        explanation.value(Feature.SHORT_CIRCUIT, "mountPath", path, ValueOrigin.PROFILE, "shortCircuit.mountPath");
    }

    /** The mount of the workers' socket directory for a client; empty if the mount might fail. */
    public static Optional<MountRequest> domainMount(Profile profile) {
        return profile.shortCircuit()
                .filter(ShortCircuitSettings::required)
                .filter(shortCircuit -> shortCircuit.policy() == ShortCircuitPolicy.UUID)
                .flatMap(shortCircuit -> shortCircuit.hostPath().map(hostPath -> {
                    VolumeRequest volume = VolumeRequest.of(
                            Feature.SHORT_CIRCUIT,
                            "alluxio-domain",
                            new VolumeSource.HostPath(ContainerPath.absolute(hostPath)));
                    return MountRequest.readOnly(volume, ContainerPath.absolute(shortCircuit.mountPath()));
                }));
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
