package alluxio.admission.model.alluxio;

/** The releases of Alluxio for which a fact holds: what a rule reads of containers depends on it. */
public enum ReleaseScope {
    /** Alluxio 2: its entry script, variables, properties and defaults. */
    ALLUXIO_2,
    /** Any release, also 1.x, 3.x and the enterprise edition: a fact about Linux, Kubernetes or any JVM. */
    ANY_RELEASE
}
