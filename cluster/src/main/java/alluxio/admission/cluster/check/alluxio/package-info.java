/** Checks of the Alluxio clusters that run. */
@NullMarked
package alluxio.admission.cluster.check.alluxio;

import org.jspecify.annotations.NullMarked;
