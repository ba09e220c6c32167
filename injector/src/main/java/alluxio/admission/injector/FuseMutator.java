package alluxio.admission.injector;

import alluxio.admission.injector.Environment.State;
import alluxio.admission.injector.Explanation.Origin;
import alluxio.admission.injector.Mounts.Mount;
import alluxio.admission.injector.Volumes.Wanted;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.Profile.Fuse;
import alluxio.admission.model.Profile.FuseMode;
import java.util.Set;

/**
 * The node's FUSE mount. What is mounted is the PARENT of the daemon's mount point, with HostToContainer: only so does
 * the application see a file system that is mounted later, or again. Read-only is not recursive: the file system below
 * stays writable, but nothing is written to the node's disk while it is not mounted. With fuse mode sidecar the pod mounts
 * for itself: {@link FuseSidecarMutator}.
 */
final class FuseMutator implements Mutator {
    static final String PATH_VARIABLE = "ALLUXIO_FUSE_PATH";

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

    private final FuseSidecarMutator sidecar = new FuseSidecarMutator();

    @Override
    public boolean mutate(Injection injection) {
        Fuse fuse = injection.profile().fuse().orElseThrow();
        if (injection.settings().fuseMode() == FuseMode.SIDECAR) {
            return sidecar.mutate(injection);
        }
        String parent = MountPaths.normalize(fuse.hostPath());
        if (parent.equals("/") && Cautions.hasUsersOfItsOwn(injection.spec())) {
            conflictWithUsers(injection, fuse);
            return false;
        }
        String target = MountPaths.normalize(injection.settings().fusePath().orElse(fuse.mountPath()));
        String path = MountPaths.normalize(target + "/" + fuse.directory());
        Mount mount =
                parent.equals("/") ? hostToContainer("/" + fuse.directory(), path) : hostToContainer(parent, target);
        explain(injection, mount, path, Origin.PROFILE, "fuse.hostPath");
        boolean mounted = give(injection, mount, path);
        if (mounted) {
            remark(injection.report(), parent, fuse, path);
        }
        return mounted;
    }

    /** What is mapped is then the file system itself, which the kernel refuses for FUSE, and no container starts. */
    private static void conflictWithUsers(Injection injection, Fuse fuse) {
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

    /** Mounts the parent of the file system in every client, and tells it the path; whether any got it. */
    static boolean give(Injection injection, Mount mount, String path) {
        boolean mounted = false;
        for (Place container : injection.clients()) {
            if (injection.mounts().mount(container, mount)) {
                mounted = true;
                tellPath(injection, container, path);
            }
        }
        return mounted;
    }

    /** @param origin of the volume */
    static void explain(Injection injection, Mount mount, String path, Origin origin, String from) {
        Reasons reasons = injection.report().reasons();
        String source = mount.volume().source().describe();
        boolean asked = injection.settings().fusePath().isPresent();
        reasons.value(Feature.FUSE, "volume", source, origin, from);
        reasons.value(
                Feature.FUSE,
                "mountPath",
                mount.path(),
                asked ? Origin.POD : Origin.PROFILE,
                asked ? "annotation " + Keys.FUSE_PATH : "fuse.mountPath");
        reasons.value(Feature.FUSE, PATH_VARIABLE, path, Origin.COMPUTED, "the mount path and fuse.directory");
    }

    private static Mount hostToContainer(String hostPath, String mountPath) {
        Wanted volume =
                Wanted.of(Feature.FUSE, "alluxio-fuse", new VolumeSource.HostPath(MountPaths.normalize(hostPath)));
        return new Mount(volume, mountPath, true, true, "");
    }

    private static void tellPath(Injection injection, Place container, String path) {
        Environment environment = injection.environment();
        switch (environment.state(container, PATH_VARIABLE)) {
            case ABSENT, MAYBE -> environment.add(container, PATH_VARIABLE, path);
            case VALUE, REFERENCE -> {
                String value = environment.value(container, PATH_VARIABLE);
                if (JavaToolOptions.unescapeDollars(value).equals(path)
                        && environment.state(container, PATH_VARIABLE) == State.VALUE) {
                    environment.present(container, PATH_VARIABLE);
                } else {
                    injection
                            .report()
                            .conflict(
                                    "inject-variable",
                                    container.fieldOf("env") + "[name=" + PATH_VARIABLE + "]",
                                    "fuse sets " + PATH_VARIABLE + " to " + path + ", but container \""
                                            + container.text("name")
                                            + "\" sets it to "
                                            + (value.isEmpty() ? "a value from elsewhere" : "\"" + value + "\"")
                                            + "; remove the variable, or set the annotation " + Keys.FUSE_PATH
                                            + " so that both agree");
                }
            }
        }
    }

    private static void remark(Report report, String parent, Fuse fuse, String path) {
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
