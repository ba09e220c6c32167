package alluxio.admission.injector;

import alluxio.admission.injector.Explanation.Origin;
import alluxio.admission.injector.Mounts.Mount;
import alluxio.admission.injector.Volumes.Wanted;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Profile.Policy;
import alluxio.admission.model.Profile.ShortCircuit;

/**
 * Short circuit by domain socket: the workers' socket directory of the node, at the workers' own path, and the one
 * property without which a client does not look there. The directory may be read-only: connecting to a socket needs no
 * right to write the directory.
 *
 * <p>Source: Alluxio's {@code NettyUtils.isDomainSocketAccessible}: with as.uuid the client looks for the worker's
 * reported path in its own file system, and falls back to TCP when it is not there.
 */
final class ShortCircuitMutator implements Mutator {
    static final String AS_UUID = "alluxio.worker.data.server.domain.socket.as.uuid";
    private static final String CODE = "short-circuit-left-out";

    @Override
    public boolean mutate(Injection injection) {
        if (injection.clients().isEmpty()) {
            return false;
        }
        ShortCircuit shortCircuit = injection.profile().shortCircuit().orElseThrow();
        if (shortCircuit.policy() == Policy.LOCAL) {
            return leftOut(
                    injection,
                    "profile \"" + injection.profile().name()
                            + "\" has policy local, which this version does not inject; policy uuid works with every worker that "
                            + "has a domain socket");
        }
        if (shortCircuit.hostPath().isEmpty()) {
            return leftOut(
                    injection,
                    "the workers' domain socket is on a claim, not in a directory of the node; "
                            + "install Alluxio with the chart value shortCircuit.volumeType=hostPath and set "
                            + "shortCircuit.hostPath in the profile");
        }
        if (!shortCircuit.required()) {
            return leftOut(
                    injection,
                    "the profile does not require it, and on a node without a worker the pod would " + "wait for "
                            + shortCircuit.hostPath().get());
        }
        Wanted volume = Wanted.of(
                Feature.SHORT_CIRCUIT,
                "alluxio-domain",
                new VolumeSource.HostPath(
                        MountPaths.normalize(shortCircuit.hostPath().get())));
        Mount mount = Mount.readOnly(volume, MountPaths.normalize(shortCircuit.mountPath()));
        explain(injection.report().reasons(), volume.source(), mount.path());
        for (Place container : injection.clients()) {
            if (injection.mounts().mount(container, mount)) {
                injection.property(container, AS_UUID, "true");
            }
        }
        return true;
    }

    static void explain(Reasons reasons, VolumeSource source, String path) {
        reasons.value(
                Feature.SHORT_CIRCUIT, "volume", source.describe(), Origin.PROFILE, "shortCircuit.hostPath");
        reasons.value(Feature.SHORT_CIRCUIT, "mountPath", path, Origin.PROFILE, "shortCircuit.mountPath");
    }

    private static boolean leftOut(Injection injection, String reason) {
        injection.report().warn(CODE, "short-circuit is left out: " + reason);
        return false;
    }
}
