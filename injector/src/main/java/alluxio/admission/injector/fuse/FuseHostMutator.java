package alluxio.admission.injector.fuse;

import alluxio.admission.injector.explain.Explanation.ValueOrigin;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.MountRequest;
import alluxio.admission.injector.patch.VolumeRequest;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.pod.SpecialPods;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.kube.ContainerPath;
import java.util.Optional;
import java.util.Set;

/**
 * Injects FUSE in mode host, the node's FUSE mount. The PARENT of the daemon's mount point is mounted, with HostToContainer:
 * only so does the application see a file system that is mounted later, or again. Read-only does not apply to mounts below it:
 * the FUSE file system stays writable, but nothing is written to the node's disk while it is not mounted.
 */
final class FuseHostMutator implements Mutator {
    /** Directories of a node that other programs use, too. */
    private static final Set<String> SHARED_DIRECTORIES = Set.of(
            "/mnt",
            "/media",
            "/opt",
            "/srv",
            "/home",
            "/root",
            "/tmp",
            "/usr",
            "/etc",
            "/run",
            "/var",
            "/var/lib",
            "/var/run",
            "/var/tmp",
            "/data");

    @Override
    public boolean mutate(Injection injection) {
        FuseSettings fuse = injection.profile().fuse().orElseThrow();
        if (fuse.hostPath().isEmpty()) {
            reportNoHostPath(injection);
            return false;
        }
        Optional<String> obstacle = injection.directories().obstacle(Feature.FUSE);
        if (obstacle.isPresent()) {
            injection.report().warn("fuse-left-out", "fuse is left out: " + obstacle.get());
            return false;
        }
        String parent = ContainerPath.absolute(fuse.hostPath().get());
        if (parent.equals("/") && SpecialPods.hasUserNamespace(injection.spec())) {
            reportUserNamespace(injection, fuse);
            if (!injection.report().goesOn(false)) {
                return false;
            }
        }
        String target =
                ContainerPath.absolute(injection.settings().fuse().path().orElse(fuse.mountPath()));
        String path = ContainerPath.absolute(target + "/" + fuse.directory());
        MountRequest mount =
                parent.equals("/") ? hostToContainer("/" + fuse.directory(), path) : hostToContainer(parent, target);
        FuseMutator.explain(injection, mount, path, ValueOrigin.PROFILE, "fuse.hostPath");
        boolean mounted = FuseMutator.mountInClients(injection, mount, path);
        if (mounted) {
            injection.directories().use();
            addNotes(injection.report(), parent, fuse, path);
        }
        return mounted;
    }

    private static void reportNoHostPath(Injection injection) {
        injection
                .report()
                .conflict(
                        "inject-fuse-host",
                        "metadata.annotations[" + Keys.FUSE_MODE + "]",
                        "fuse mode host: profile \"" + injection.profile().name()
                                + "\" has no fuse.hostPath; set it in the profile to the parent of the daemon's mount point, or use fuse "
                                + "mode sidecar, or leave fuse out with " + Keys.FEATURES);
    }

    /** The ids of the FUSE file system itself would have to be mapped, which the kernel refuses, so no container would start. */
    private static void reportUserNamespace(Injection injection, FuseSettings fuse) {
        injection
                .report()
                .conflict(
                        "inject-host-users",
                        "spec.hostUsers",
                        "fuse mounts /" + fuse.directory()
                                + ", the mount point itself, but the pod has hostUsers: false, "
                                + "and the user ids of a FUSE file system cannot be mapped; remove hostUsers, or let the daemon "
                                + "mount one level deeper, or leave fuse out with " + Keys.FEATURES);
    }

    private static MountRequest hostToContainer(String hostPath, String mountPath) {
        VolumeRequest volume = VolumeRequest.of(
                Feature.FUSE, "alluxio-fuse", new VolumeSource.HostPath(ContainerPath.absolute(hostPath)));
        return MountRequest.withLaterMounts(volume, mountPath);
    }

    private static void addNotes(InjectionReport report, String parent, FuseSettings fuse, String path) {
        if (parent.equals("/")) {
            report.warn(
                    "fuse-mount-point",
                    "the FUSE daemon mounts at /" + fuse.directory()
                            + ", right below the node's root, so the mount point itself is mounted, and after a restart of the "
                            + "daemon this pod must be restarted, too; let the daemon mount one level deeper");
        } else if (SHARED_DIRECTORIES.contains(parent)) {
            report.warn(
                    "fuse-shared-parent",
                    "mounting " + parent + " shows everything below " + parent
                            + " of the node to the pod, read-only; let FUSE mount in a separate directory, such as /mnt/alluxio");
        }
        report.inform(
                "fuse-no-wait",
                "nothing waits for the file system: until the node's FUSE daemon has mounted it, " + path
                        + " is missing or empty");
    }
}
