/** The mutator that mounts Hadoop's configuration files from Secrets. */
@NullMarked
package alluxio.admission.injector.hdfs;

import org.jspecify.annotations.NullMarked;
