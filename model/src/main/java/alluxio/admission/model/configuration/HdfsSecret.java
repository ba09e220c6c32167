package alluxio.admission.model.configuration;

/**
 * A Secret with a part of Hadoop's configuration.
 *
 * @param name of the Secret, in the pod's namespace
 * @param directory it is mounted at {@code /secrets/<directory>}
 */
public record HdfsSecret(String name, String directory) {}
