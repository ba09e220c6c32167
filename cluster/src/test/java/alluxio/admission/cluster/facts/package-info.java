/** What is read of a cluster with the caller's rights. */
@NullMarked
package alluxio.admission.cluster.facts;

import org.jspecify.annotations.NullMarked;
