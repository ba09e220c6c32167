package alluxio.admission.injector.fuse;

import alluxio.admission.injector.explain.Explanation.Origin;
import alluxio.admission.injector.explain.InjectionReport;
import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.mutator.Mutator;
import alluxio.admission.injector.patch.VolumeMounts.Mount;
import alluxio.admission.injector.patch.VolumeSource;
import alluxio.admission.injector.patch.Volumes.Wanted;
import alluxio.admission.injector.pod.SpecialPods;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.FuseSettings;
import alluxio.admission.model.kube.ContainerPath;
import java.util.Set;

/**
 * The node's FUSE mount. What is mounted is the PARENT of the daemon's mount point, with HostToContainer: only so does
 * the application see a file system that is mounted later, or again. Read-only is not recursive: the file system below
 * stays writable, but nothing is written to the node's disk while it is not mounted.
 */
final class FuseHostMutator implements Mutator {
    /** Directories of a node in which more than Alluxio lives. */
    private static final Set<String> SHARED = Set.of(
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
            noDaemon(injection);
            return false;
        }
        String parent = ContainerPath.absolute(fuse.hostPath().get());
        if (parent.equals("/") && SpecialPods.hasUserNamespace(injection.spec())) {
            conflictWithUsers(injection, fuse);
            return false;
        }
        String target = ContainerPath.absolute(injection.settings().fusePath().orElse(fuse.mountPath()));
        String path = ContainerPath.absolute(target + "/" + fuse.directory());
        Mount mount =
                parent.equals("/") ? hostToContainer("/" + fuse.directory(), path) : hostToContainer(parent, target);
        FuseMutator.explain(injection, mount, path, Origin.PROFILE, "fuse.hostPath");
        boolean mounted = FuseMutator.give(injection, mount, path);
        if (mounted) {
            remark(injection.report(), parent, fuse, path);
        }
        return mounted;
    }

    private static void noDaemon(Injection injection) {
        injection
                .report()
                .conflict(
                        "inject-fuse-host",
                        "metadata.annotations[" + Keys.FUSE_MODE + "]",
                        "fuse mode host: profile \"" + injection.profile().name()
                                + "\" has no fuse.hostPath; set it there to the parent of the daemon's mount point, or use fuse "
                                + "mode sidecar, or leave fuse out with " + Keys.FEATURES);
    }

    /** What is mapped is then the file system itself, which the kernel refuses for FUSE, and no container starts. */
    private static void conflictWithUsers(Injection injection, FuseSettings fuse) {
        injection
                .report()
                .conflict(
                        "inject-host-users",
                        "spec.hostUsers",
                        "fuse mounts /" + fuse.directory()
                                + ", the mount point itself, but the pod has hostUsers: false, "
                                + "and the ids of a FUSE file system cannot be mapped; remove hostUsers, or let the daemon mount "
                                + "one level deeper, or leave fuse out with " + Keys.FEATURES);
    }

    private static Mount hostToContainer(String hostPath, String mountPath) {
        Wanted volume =
                Wanted.of(Feature.FUSE, "alluxio-fuse", new VolumeSource.HostPath(ContainerPath.absolute(hostPath)));
        return new Mount(volume, mountPath, true, true, "");
    }

    private static void remark(InjectionReport report, String parent, FuseSettings fuse, String path) {
        if (parent.equals("/")) {
            report.warn(
                    "fuse-mount-point",
                    "the FUSE daemon mounts at /" + fuse.directory()
                            + ", right below the node's root, so the mount point itself is mounted: after a restart of the daemon "
                            + "this pod must be restarted too; let it mount one level deeper");
        } else if (SHARED.contains(parent)) {
            report.warn(
                    "fuse-shared-parent",
                    "mounting " + parent + " shows everything below " + parent
                            + " of the node to the pod, read-only; give FUSE a directory of its own, such as /mnt/alluxio");
        }
        report.inform(
                "fuse-no-wait",
                "nothing waits for the file system: until the node's FUSE daemon has mounted it, " + path
                        + " is missing or empty");
    }
}
