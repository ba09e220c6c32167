/** Checks of the pods that opted in: were they injected, do they start, and do they use what they were given. */
@NullMarked
package alluxio.admission.cluster.check.clients;

import org.jspecify.annotations.NullMarked;
