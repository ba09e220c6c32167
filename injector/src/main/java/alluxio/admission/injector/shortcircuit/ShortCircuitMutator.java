package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.explain.Explanation.Origin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.VolumeMounts.Mount;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.patch.Volumes.Wanted;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.model.Feature;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.kube.ContainerPath;
import java.util.Optional;

/**
 * Short circuit. By block files, for policy local: {@link LocalShortCircuitMutator}. By domain socket, for policy uuid: the workers' socket directory of the node, at the workers' own path, and the one
 * property without which a client does not look there. The directory may be read-only: connecting to a socket needs no
 * right to write the directory.
 *
 * <p>Left out, with a warning and never in silence:
 *
 * <ul>
 *   <li>without hostPath: the charts from 2.3 to 2.9 keep the socket on a claim by default. Whether its volume is a directory
 *       of the node, only the cluster knows; a guess would be a mount that keeps the pod from starting.
 *   <li>with required: false: a hostPath of type Directory makes the pod wait on a node without a worker, and no pod says
 *       beforehand on which node it will be. So what is not required is not injected.
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
            return leftOut(
                    injection,
                    "the profile does not require it, and on a node without a worker the pod would wait for "
                            + directories(shortCircuit));
        }
        if (shortCircuit.policy() == ShortCircuitPolicy.LOCAL) {
            return local.mutate(injection);
        }
        Optional<Mount> domain = domain(injection.profile());
        if (domain.isEmpty()) {
            return leftOut(
                    injection,
                    "the workers' domain socket is on a claim, not in a directory of the node; "
                            + "install Alluxio with the chart value shortCircuit.volumeType=hostPath and set "
                            + "shortCircuit.hostPath in the profile");
        }
        explain(
                injection.report().reasons(),
                domain.get().volume().source(),
                domain.get().path());
        for (PodElement container : injection.clients()) {
            if (injection.mounts().mount(container, domain.get())) {
                injection.property(container, PropertyKeys.DOMAIN_SOCKET_AS_UUID, "true");
            }
        }
        return true;
    }

    static void explain(ExplanationBuilder reasons, VolumeSource source, String path) {
        reasons.value(Feature.SHORT_CIRCUIT, "volume", source.describe(), Origin.PROFILE, "shortCircuit.hostPath");
        reasons.value(Feature.SHORT_CIRCUIT, "mountPath", path, Origin.PROFILE, "shortCircuit.mountPath");
    }

    /** The workers' socket directory, for every client of Alluxio; empty where a mount of it might not succeed. */
    public static Optional<Mount> domain(Profile profile) {
        return profile.shortCircuit()
                .filter(ShortCircuitSettings::required)
                .filter(shortCircuit -> shortCircuit.policy() == ShortCircuitPolicy.UUID)
                .flatMap(shortCircuit -> shortCircuit.hostPath().map(hostPath -> {
                    Wanted volume = Wanted.of(
                            Feature.SHORT_CIRCUIT,
                            "alluxio-domain",
                            new VolumeSource.HostPath(ContainerPath.absolute(hostPath)));
                    return Mount.readOnly(volume, ContainerPath.absolute(shortCircuit.mountPath()));
                }));
    }

    private static String directories(ShortCircuitSettings shortCircuit) {
        return shortCircuit.policy() == ShortCircuitPolicy.LOCAL
                ? "the tier directories"
                : shortCircuit.hostPath().orElse("the workers' socket directory");
    }

    private static boolean leftOut(Injection injection, String reason) {
        injection.report().warn(CODE, "short-circuit is left out: " + reason);
        return false;
    }
}
