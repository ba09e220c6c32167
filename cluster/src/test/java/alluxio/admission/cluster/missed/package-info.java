/** Pods that opted in and were not injected. */
@NullMarked
package alluxio.admission.cluster.missed;

import org.jspecify.annotations.NullMarked;
