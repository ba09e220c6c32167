package alluxio.admission.policy;

/**
 * A PersistentVolume that is seen.
 *
 * @param ofEachNode whether it is a directory of the node that the pod runs on, whichever that is
 * @param ofSomeNodes whether it is on certain nodes only, as a local volume is: the scheduler keeps all of its pods there
 */
public record PersistentVolume(String name, boolean ofEachNode, boolean ofSomeNodes) {}
