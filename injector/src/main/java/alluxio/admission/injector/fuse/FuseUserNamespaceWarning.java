package alluxio.admission.injector.fuse;

import alluxio.admission.injector.mutator.Injection;
import alluxio.admission.injector.pod.SpecialPods;

/** Warns about a pod with a user namespace ({@code hostUsers: false}) that mounts the node's FUSE file system. */
public final class FuseUserNamespaceWarning {
    private FuseUserNamespaceWarning() {}

    /** For a pod that got FUSE in mode host. */
    public static void check(Injection injection) {
        if (SpecialPods.hasUserNamespace(injection.spec())) {
            injection
                    .report()
                    .warn(
                            "fuse-user-namespace",
                            "the pod has hostUsers: false: the runtime maps the user ids of the mounted directory, but not "
                                    + "those of the FUSE file system in it, so files there belong to user nobody, and files that "
                                    + "the pod writes belong to an id that no other pod has; if the pod writes there, remove "
                                    + "hostUsers");
        }
    }
}
