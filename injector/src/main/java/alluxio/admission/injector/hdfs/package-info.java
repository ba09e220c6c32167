/** The configuration of HDFS, from Secrets. */
@NullMarked
package alluxio.admission.injector.hdfs;

import org.jspecify.annotations.NullMarked;
