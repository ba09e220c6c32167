package alluxio.admission.policy;

/**
 * A PersistentVolume that is seen.
 *
 * @param ofEachNode whether it is a directory of whichever node the pod is on
 */
public record PersistentVolume(String name, boolean ofEachNode) {}
