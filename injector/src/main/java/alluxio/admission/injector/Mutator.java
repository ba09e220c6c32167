package alluxio.admission.injector;

/**
 * Gives a pod one thing. Stateless. It wants things through {@link Mounts}, {@link Volumes} and {@link Environment},
 * which reuse what is there and report what stands in the way, so that every feature treats a conflict alike.
 */
interface Mutator {
    /** Whether the pod has the feature now; false when it was left out, with the reason in the report. */
    boolean mutate(Injection injection);
}
