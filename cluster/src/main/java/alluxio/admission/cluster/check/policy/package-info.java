/** What the rules say about Alluxio as it runs. */
@NullMarked
package alluxio.admission.cluster.check.policy;

import org.jspecify.annotations.NullMarked;
