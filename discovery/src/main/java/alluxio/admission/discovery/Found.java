package alluxio.admission.discovery;

/**
 * A value that one object says.
 *
 * @param source {@code DaemonSet alluxio/alluxio-worker, volume alluxio-domain}
 */
record Found<T>(T value, String source) {}
