package alluxio.admission.injector.fuse;

import alluxio.admission.injector.clientproperties.ClientProperties;
import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.explain.ExplanationBuilder;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.MountRequest;
import alluxio.admission.injector.patch.VolumeRequest;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.pod.PodElement;
import alluxio.admission.injector.pod.SpecialPods;
import alluxio.admission.injector.resources.InjectedResources;
import alluxio.admission.injector.resources.PodLevelResources;
import alluxio.admission.injector.shortcircuit.ShortCircuitMutator;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.alluxio.AlluxioRelease;
import alluxio.admission.model.alluxio.AlluxioVersion;
import alluxio.admission.model.alluxio.ImageReference;
import alluxio.admission.model.alluxio.PropertyKeys;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ResourceRequirements;
import alluxio.admission.model.kube.ContainerPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Injects FUSE in mode sidecar: an emptyDir that the sidecar mounts with Bidirectional and the application with HostToContainer, as
 * the parent of the mount point, so that the application also sees the mount of a restarted sidecar.
 *
 * <p>The sidecar is inserted before the first init container that gets the file system, and after those that do not, such as a
 * mesh's, which set up the network. An existing sidecar is not moved: another webhook that moved it would move it back. hostPID and
 * shareProcessNamespace change nothing: SIGTERM goes to the first process of the container, whatever its pid.
 */
final class FuseSidecarMutator implements Mutator {
    private static final String RULE = "inject-fuse-sidecar";

    @Override
    public boolean mutate(Injection injection) {
        Profile profile = injection.profile();
        FuseSettings fuse = profile.fuse().orElseThrow();
        Optional<String> obstacle = obstacle(injection, profile, fuse);
        if (obstacle.isPresent()) {
            injection
                    .report()
                    .conflict(
                            RULE,
                            "metadata.annotations[" + Keys.FUSE_MODE + "]",
                            "fuse mode sidecar: " + obstacle.get() + ", or leave fuse out with " + Keys.FEATURES);
        }
        Optional<PodElement> existing = FuseSidecarPosition.find(injection.spec());
        boolean possible = obstacle.isEmpty();
        if (injection.report().goesOn(possible)) {
            possible &= !FuseSidecarPosition.isTaken(injection, existing);
        }
        if (!injection.report().goesOn(possible)) {
            return false;
        }
        FuseSidecarNetworkCheck.of(injection).check();
        Optional<SidecarResources> added =
                existing.isPresent() ? Optional.empty() : Optional.of(SidecarResources.of(injection, fuse));
        possible &= added.isEmpty() || added.get().fitPod(injection);
        if (!injection.report().goesOn(possible)) {
            return false;
        }
        String target =
                ContainerPath.absolute(injection.settings().fuse().path().orElse(fuse.mountPath()));
        VolumeRequest volume = VolumeRequest.of(
                Feature.FUSE, FuseSidecarContainer.NAME, new VolumeSource.EmptyDir(FuseSidecarContainer.NAME));
        MountRequest mount = MountRequest.withLaterMounts(volume, target);
        String path = ContainerPath.absolute(target + "/" + fuse.directory());
        if (!possible) {
            FuseMutator.reportConflicts(injection, mount, path);
            return false;
        }
        String image = fuse.sidecar().image().orElseThrow();
        explain(injection, mount, path, fuse, image);
        if (!FuseMutator.mountInClients(injection, mount, path)) {
            return false;
        }
        existing.ifPresent(sidecar -> FuseSidecarPosition.keep(injection, sidecar));
        added.ifPresent(resources -> FuseSidecarPosition.insert(
                injection,
                List.of(
                        FuseUnmountContainer.build(
                                image,
                                FuseLaunch.mountPoint(fuse),
                                FuseSidecarContainer.NAME,
                                resources.unmount(),
                                fuse.sidecar().security()),
                        build(injection, fuse, image, resources.sidecar()))));
        fuse.sidecar().imagePullSecrets().forEach(name -> ImagePullSecretInjection.add(injection, name));
        informOfPrivileges(injection, image);
        return true;
    }

    /** What the two containers get, by the profile, the pod's QoS class and its own resources. */
    private record SidecarResources(ResourceRequirements unmount, ResourceRequirements sidecar) {
        static SidecarResources of(Injection injection, FuseSettings fuse) {
            return new SidecarResources(
                    InjectedResources.ofHelper(injection, FuseUnmountContainer.RESOURCES),
                    InjectedResources.ofSidecar(injection, fuse.sidecar()));
        }

        /** Whether both fit into what the pod has for all of its containers; if not, that is in the report. */
        boolean fitPod(Injection injection) {
            List<ObjectNode> containers = List.of(
                    InjectedResources.container(FuseUnmountContainer.NAME, unmount),
                    InjectedResources.container(FuseSidecarContainer.NAME, sidecar));
            containers.forEach(container -> container.put("restartPolicy", "Always"));
            return PodLevelResources.fit(
                    injection,
                    containers,
                    FuseSidecarPosition.index(injection),
                    "use fuse mode host, or leave fuse out with " + Keys.FEATURES);
        }
    }

    private static void informOfPrivileges(Injection injection, String image) {
        injection
                .report()
                .inform(
                        "fuse-sidecar",
                        "container \"" + FuseSidecarContainer.NAME + "\" (image " + image
                                + ") mounts the file system, and \"" + FuseUnmountContainer.NAME
                                + "\" removes the mount of a killed one, both as root and privileged; a namespace that "
                                + "enforces the Pod Security level baseline or restricted refuses such a pod");
    }

    private static void explain(Injection injection, MountRequest mount, String path, FuseSettings fuse, String image) {
        ExplanationBuilder explanation = injection.report().explanation();
        Optional<String> profileVersion = injection.profile().cluster().version();
        FuseMutator.explain(injection, mount, path, ValueOrigin.COMPUTED, "shared with the sidecar");
        explanation.value(Feature.FUSE, "image", image, ValueOrigin.PROFILE, "fuse.image");
        release(injection.profile(), image)
                .ifPresent(release -> explanation.value(
                        Feature.FUSE,
                        "version",
                        release.line().toString(),
                        profileVersion.isPresent() ? ValueOrigin.PROFILE : ValueOrigin.COMPUTED,
                        profileVersion.isPresent() ? "version" : "the image's tag"));
        explanation.value(
                Feature.FUSE, "alluxioPath", fuse.sidecar().alluxioPath(), ValueOrigin.PROFILE, "fuse.alluxioPath");
    }

    /** Why this pod cannot have a sidecar, with the fix; empty if it can. */
    private static Optional<String> obstacle(Injection injection, Profile profile, FuseSettings fuse) {
        if (SpecialPods.hasUserNamespace(injection.spec())) {
            return Optional.of(
                    "the pod has hostUsers: false, and a mount inside a user namespace never shows up in another "
                            + "container; remove hostUsers, or use fuse mode host");
        }
        Optional<String> image = fuse.sidecar().image();
        if (image.isEmpty()) {
            return Optional.of("profile \"" + profile.name()
                    + "\" has no image for the sidecar; set fuse.image there, or use fuse mode host");
        }
        Optional<AlluxioRelease> version = release(profile, image.get());
        if (version.isEmpty()) {
            return Optional.of("the arguments of image " + image.get()
                    + " depend on its version, which its tag does not say; set version in profile \""
                    + profile.name() + "\"");
        }
        return FuseLaunch.unsupportedReason(version.get(), fuse);
    }

    private static Optional<AlluxioRelease> release(Profile profile, String image) {
        return profile.release().or(() -> AlluxioRelease.ofImage(image));
    }

    private static ObjectNode build(
            Injection injection, FuseSettings fuse, String image, ResourceRequirements resources) {
        Profile profile = injection.profile();
        AlluxioRelease release = release(profile, image).orElseThrow();
        AlluxioVersion version = release.line();
        ImageReference parsed = ImageReference.parse(image);
        Optional<AlluxioVersion> tagged = parsed.release().map(AlluxioRelease::line);
        if (parsed.isAlluxio() && tagged.filter(t -> !t.equals(version)).isPresent()) {
            injection
                    .report()
                    .warn(
                            "fuse-version",
                            "profile \"" + profile.name() + "\" has version " + version
                                    + ", but the sidecar's image is "
                                    + image + ": the sidecar gets the arguments of " + version
                                    + ", and mixed versions are a known cause of slow reads; make the two agree");
        }
        Optional<Map.Entry<String, String>> domain = ShortCircuitMutator.domainMount(injection)
                .filter(_ -> injection.containers().worker().isPresent()
                        || injection.directories().obstacle().isEmpty())
                .flatMap(
                        mount -> injection.volumes().ensure(mount.volume()).map(name -> Map.entry(name, mount.path())));
        domain.ifPresent(_ -> injection.useDirectories());
        Map<String, String> properties = ClientProperties.forSidecar(
                profile, domain.isPresent() ? Map.of(PropertyKeys.DOMAIN_SOCKET_AS_UUID, "true") : Map.of());
        properties.entrySet().stream()
                .filter(property -> !FuseSidecarContainer.isPlain(property))
                .forEach(
                        property -> injection
                                .report()
                                .warn(
                                        "fuse-property",
                                        "property " + property.getKey() + " is left out of container \""
                                                + FuseSidecarContainer.NAME
                                                + "\": Alluxio's start scripts would expand or split its value; use a value without blanks, quotes and $"));
        return FuseSidecarContainer.build(fuse, image, FuseLaunch.of(release, fuse), properties, resources, domain);
    }
}
