/** Checks of what clients really use: the counters of Alluxio's own processes, and the daemons of FUSE. */
@NullMarked
package alluxio.admission.cluster.check.shortcircuit;

import org.jspecify.annotations.NullMarked;
