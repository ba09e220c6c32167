/** All checks, how they are run, and what of the cluster they are given. */
@NullMarked
package alluxio.admission.cluster.check.registry;

import org.jspecify.annotations.NullMarked;
