/** Tests of alluxio.admission.injector.hdfs. */
@NullMarked
package alluxio.admission.injector.hdfs;

import org.jspecify.annotations.NullMarked;
