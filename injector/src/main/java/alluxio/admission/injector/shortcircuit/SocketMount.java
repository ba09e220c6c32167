package alluxio.admission.injector.shortcircuit;

import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.patch.MountRequest;
import alluxio.admission.injector.patch.VolumeRequest;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.PodWorker;
import alluxio.admission.injector.pod.PodWorker.SocketVolume;
import alluxio.admission.model.Feature;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import alluxio.admission.model.kube.ContainerPath;
import java.util.Optional;

/**
 * The volume with the domain sockets of a worker and the mount with which a client of its pod gets it.
 *
 * @param directory of the sockets, in the worker
 * @param ofPod the worker's own volume; empty for the directory of the node that the profile names
 */
record SocketMount(MountRequest client, String directory, Optional<SocketVolume> ofPod) {

    /** For the clients of a worker in their own pod; empty if neither the worker nor the profile has a directory for its sockets. */
    static Optional<SocketMount> beside(PodWorker worker, Profile profile) {
        return worker.sockets()
                .map(SocketMount::of)
                .or(() -> onNode(profile, VolumeSource.HostPath.DIRECTORY_OR_CREATE));
    }

    /** @param type of the hostPath volume: a worker may be the first on its node */
    static Optional<SocketMount> onNode(Profile profile, String type) {
        ShortCircuitSettings shortCircuit = profile.shortCircuit().orElse(null);
        if (shortCircuit == null || shortCircuit.hostPath().isEmpty()) {
            return Optional.empty();
        }
        VolumeSource source = new VolumeSource.HostPath(
                ContainerPath.absolute(shortCircuit.hostPath().get()), type);
        String path = ContainerPath.absolute(shortCircuit.mountPath());
        VolumeRequest volume = VolumeRequest.of(Feature.SHORT_CIRCUIT, "alluxio-domain", source);
        return Optional.of(new SocketMount(MountRequest.readOnly(volume, path), path, Optional.empty()));
    }

    private static SocketMount of(SocketVolume sockets) {
        VolumeRequest volume = VolumeRequest.of(
                Feature.SHORT_CIRCUIT, sockets.name(), new VolumeSource.OfPod(sockets.name(), sockets.type()));
        return new SocketMount(
                MountRequest.readOnly(volume, sockets.mountPath(), sockets.subPath()),
                sockets.directory(),
                Optional.of(sockets));
    }

    VolumeRequest volume() {
        return client.volume();
    }

    /** Mounts it in a client; false, with the reason in the report, if that is not possible. */
    boolean mount(Injection injection, PodElement container) {
        boolean hides = ofPod.isPresent()
                && !ofPod.get().isWholeMount()
                && !injection.mounts().has(container, client);
        if (hides) {
            injection
                    .report()
                    .warn(
                            "short-circuit-left-out",
                            "short-circuit is left out of container \"" + container.text("name")
                                    + "\": the worker of its pod has its sockets at " + directory + ", in "
                                    + volume().source().describe() + " at " + client.path()
                                    + ", which would hide the container's own files there; give the sockets a volume of their "
                                    + "own, mounted at " + directory);
        }
        return !hides && injection.mounts().mount(container, client);
    }

    void explain(ExplanationBuilder explanation) {
        String source = volume().source().describe();
        if (ofPod.isPresent()) {
            String from = "the volume of the pod's own worker";
            explanation.value(Feature.SHORT_CIRCUIT, "volume", source, ValueOrigin.POD, from);
            explanation.value(Feature.SHORT_CIRCUIT, "mountPath", client.path(), ValueOrigin.POD, from);
        } else {
            explanation.value(Feature.SHORT_CIRCUIT, "volume", source, ValueOrigin.PROFILE, "shortCircuit.hostPath");
            explanation.value(
                    Feature.SHORT_CIRCUIT, "mountPath", client.path(), ValueOrigin.PROFILE, "shortCircuit.mountPath");
        }
    }
}
