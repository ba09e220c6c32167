package alluxio.admission.policy;

import java.util.Set;

/**
 * The user of a request, as the API server has authenticated it. Any user can write an ownerReference or a label of Fluid;
 * these count only in requests of the controllers that really set them.
 *
 * @param user "" where none is known, as on the command line
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

    /** Whether it is a controller of the control plane, with an account of its own or that of the process. */
    boolean isController() {
        return user.equals(CONTROLLER_MANAGER) || isOf(CONTROL_PLANE);
    }

    /** Whether it is a controller of Fluid: {@code alluxioruntime-controller}, or the one of Datasets and their Jobs. */
    boolean isFluid() {
        return isOf(FLUID);
    }

    /** Whether it deletes objects because their owner or namespace was deleted. */
    boolean cleansUp() {
        return CLEANERS.contains(user);
    }

    private boolean isOf(String accounts) {
        return user.startsWith(accounts) && user.endsWith(CONTROLLER);
    }
}
