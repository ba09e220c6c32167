package alluxio.admission.policy;

/**
 * A PersistentVolume that is seen.
 *
 * @param ofEachNode whether it is a directory of the node that the pod runs on, whichever that is
 */
public record PersistentVolume(String name, boolean ofEachNode) {}
