package alluxio.admission.discovery;

/** Where the objects that discovery reads come from, which decides what they must prove. */
public enum ObjectOrigin {
    /** A live cluster: only workloads with ready pods count, and a Service that is not there does not exist. */
    CLUSTER,
    /** Manifests: there is no status, and what is not among them may be applied by others. */
    MANIFESTS
}
