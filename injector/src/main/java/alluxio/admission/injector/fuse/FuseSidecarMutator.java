package alluxio.admission.injector.fuse;

import alluxio.admission.injector.clientproperties.ClientProperties;
import alluxio.admission.injector.explain.Explanation.Origin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.VolumeMounts.Mount;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.patch.Volumes.Wanted;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.SpecialPods;
import alluxio.admission.injector.shortcircuit.ShortCircuitMutator;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.AlluxioImage;
import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.AlluxioVersion;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.kube.ContainerPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * FUSE by a sidecar of the pod: an emptyDir that the sidecar mounts with Bidirectional and the application with
 * HostToContainer, as the parent of the mount point, so that a restart of the sidecar reaches the application.
 *
 * <p>The sidecar stands in front of the first init container that gets the file system, and behind those that do not, such as
 * a mesh's, which bring the network. One that is there already stays where it is: to move it would be to fight with the
 * webhook that moved it. hostPID and shareProcessNamespace change nothing: SIGTERM goes to the first process of the container,
 * whatever its number.
 */
final class FuseSidecarMutator implements Mutator {
    private static final String RULE = "inject-fuse-sidecar";

    @Override
    public boolean mutate(Injection injection) {
        Profile profile = injection.profile();
        FuseSettings fuse = profile.fuse().orElseThrow();
        Optional<String> why = whyNot(injection, profile, fuse);
        if (why.isPresent()) {
            injection
                    .report()
                    .conflict(
                            RULE,
                            "metadata.annotations[" + Keys.FUSE_MODE + "]",
                            "fuse mode sidecar: " + why.get() + "; or leave fuse out with " + Keys.FEATURES);
            return false;
        }
        Optional<PodElement> existing = FuseSidecarPosition.find(injection.spec());
        if (FuseSidecarPosition.isTaken(injection, existing)) {
            return false;
        }
        new FuseSidecarNetwork(injection).check();
        String target = ContainerPath.absolute(injection.settings().fusePath().orElse(fuse.mountPath()));
        Wanted volume = Wanted.of(
                Feature.FUSE, FuseSidecarContainer.NAME, new VolumeSource.EmptyDir(FuseSidecarContainer.NAME));
        Mount mount = new Mount(volume, target, true, true, "");
        String path = ContainerPath.absolute(target + "/" + fuse.directory());
        String image = fuse.sidecar().image().orElseThrow();
        explain(injection, mount, path, fuse, image);
        if (!FuseMutator.give(injection, mount, path)) {
            return false;
        }
        if (existing.isPresent()) {
            FuseSidecarPosition.keep(injection, existing.get());
        } else {
            FuseSidecarPosition.insert(
                    injection,
                    List.of(
                            FuseUnmountContainer.build(image, FuseLaunch.mountPoint(fuse), FuseSidecarContainer.NAME),
                            build(injection, fuse, image)));
        }
        fuse.sidecar().imagePullSecrets().forEach(name -> ImagePullSecrets.add(injection, name));
        injection
                .report()
                .inform(
                        "fuse-sidecar",
                        "container \"" + FuseSidecarContainer.NAME + "\" (image " + image
                                + ") mounts the file system, and \"" + FuseUnmountContainer.NAME
                                + "\" removes what a killed one leaves, both as root and privileged: a namespace that "
                                + "enforces the Pod Security level baseline or restricted refuses such a pod");
        return true;
    }

    private static void explain(Injection injection, Mount mount, String path, FuseSettings fuse, String image) {
        ExplanationBuilder reasons = injection.report().reasons();
        Optional<String> told = injection.profile().cluster().version();
        FuseMutator.explain(injection, mount, path, Origin.COMPUTED, "shared with the sidecar");
        reasons.value(Feature.FUSE, "image", image, Origin.PROFILE, "fuse.image");
        release(injection.profile(), image)
                .ifPresent(release -> reasons.value(
                        Feature.FUSE,
                        "version",
                        release.line().toString(),
                        told.isPresent() ? Origin.PROFILE : Origin.COMPUTED,
                        told.isPresent() ? "version" : "the image's tag"));
        reasons.value(Feature.FUSE, "alluxioPath", fuse.sidecar().alluxioPath(), Origin.PROFILE, "fuse.alluxioPath");
    }

    /** Why there can be no sidecar for this pod; with the way out. */
    private static Optional<String> whyNot(Injection injection, Profile profile, FuseSettings fuse) {
        if (SpecialPods.hasUserNamespace(injection.spec())) {
            return Optional.of(
                    "the pod has hostUsers: false, and what is mounted inside a user namespace never shows up in "
                            + "another container; remove hostUsers, or use fuse mode host");
        }
        Optional<String> image = fuse.sidecar().image();
        if (image.isEmpty()) {
            return Optional.of("profile \"" + profile.name()
                    + "\" names no image for the sidecar; set fuse.image there, or use fuse mode host");
        }
        Optional<AlluxioRelease> version = release(profile, image.get());
        if (version.isEmpty()) {
            return Optional.of("which arguments image " + image.get()
                    + " takes depends on its version, which its tag does not say; set version in profile \""
                    + profile.name() + "\"");
        }
        return FuseLaunch.whyNot(version.get(), fuse);
    }

    private static Optional<AlluxioRelease> release(Profile profile, String image) {
        return profile.release().or(() -> AlluxioRelease.ofImage(image));
    }

    private static ObjectNode build(Injection injection, FuseSettings fuse, String image) {
        Profile profile = injection.profile();
        AlluxioRelease release = release(profile, image).orElseThrow();
        AlluxioVersion version = release.line();
        AlluxioImage parsed = AlluxioImage.parse(image);
        Optional<AlluxioVersion> tagged = parsed.release().map(AlluxioRelease::line);
        if (parsed.isAlluxio() && tagged.filter(t -> !t.equals(version)).isPresent()) {
            injection
                    .report()
                    .warn(
                            "fuse-version",
                            "profile \"" + profile.name() + "\" has version " + version
                                    + ", but the sidecar's image is "
                                    + image + ": it gets the arguments of " + version
                                    + ", and mixed versions are a known cause of slow reads");
        }
        Optional<Map.Entry<String, String>> domain = ShortCircuitMutator.domain(profile)
                .flatMap(
                        mount -> injection.volumes().ensure(mount.volume()).map(name -> Map.entry(name, mount.path())));
        Map<String, String> properties = ClientProperties.ofSidecar(
                profile, domain.isPresent() ? Map.of(PropertyKeys.DOMAIN_SOCKET_AS_UUID, "true") : Map.of());
        properties.entrySet().stream()
                .filter(property -> !FuseSidecarContainer.isPlain(property))
                .forEach(property -> injection
                        .report()
                        .warn(
                                "fuse-property",
                                "property " + property.getKey() + " is left out of container \""
                                        + FuseSidecarContainer.NAME
                                        + "\": Alluxio's start scripts would expand or split its value"));
        return FuseSidecarContainer.build(
                fuse, image, FuseLaunch.of(release, fuse), properties, FuseSidecarContainer.NAME, domain);
    }
}
