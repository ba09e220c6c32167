package alluxio.admission.model.configuration;

/** How a client reaches the worker on its own node without the network. */
public enum ShortCircuitPolicy {
    /** Through a domain socket that workers name by a random id, in a directory that pods share through the node. */
    UUID,
    /** By reading the worker's block files, in directories that pods share through the node. */
    LOCAL
}
