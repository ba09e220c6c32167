/** Finds pods that opted in and were not injected, and reports them: to {@code check}, as a metric, and as Events. */
@NullMarked
package alluxio.admission.cluster.missed;

import org.jspecify.annotations.NullMarked;
