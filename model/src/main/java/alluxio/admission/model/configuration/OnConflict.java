package alluxio.admission.model.configuration;

/** What happens when something that the pod has is in the way of an injection. */
public enum OnConflict {
    /** The pod is refused. */
    DENY,
    /** The rest is injected, with a warning. */
    WARN
}
