package alluxio.admission.policy;

import java.util.Set;

/**
 * Who asks, by the name that the API server has authenticated. What an object says of itself, such as an ownerReference or a
 * label of Fluid's, anybody can write; it counts only where it comes from those of whom it is true.
 *
 * @param user "" where no user is known, as on the command line
 */
record RequestUser(String user) {
    private static final String CONTROLLER_MANAGER = "system:kube-controller-manager";
    private static final String CONTROL_PLANE = "system:serviceaccount:kube-system:";

    /** The namespace of Fluid's chart, in which each of its controllers has an account of its own. */
    private static final String FLUID = "system:serviceaccount:fluid-system:";

    private static final String CONTROLLER = "-controller";

    private static final Set<String> CLEANERS = Set.of(
            CONTROL_PLANE + "namespace-controller",
            CONTROL_PLANE + "generic-garbage-collector",
            CONTROL_PLANE + "statefulset-controller",
            CONTROLLER_MANAGER);

    /** A controller of the control plane, with an account of its own or that of the process. */
    boolean isController() {
        return user.equals(CONTROLLER_MANAGER) || isOf(CONTROL_PLANE);
    }

    /** One that makes Alluxio's workloads, {@code alluxioruntime-controller}, or Datasets and their Jobs. */
    boolean isFluid() {
        return isOf(FLUID);
    }

    /** What deletes because something else was deleted. */
    boolean cleansUp() {
        return CLEANERS.contains(user);
    }

    private boolean isOf(String accounts) {
        return user.startsWith(accounts) && user.endsWith(CONTROLLER);
    }
}
