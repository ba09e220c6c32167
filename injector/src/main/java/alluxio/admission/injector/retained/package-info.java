/** Pods that another replica injected, with a snapshot of the cluster that this one does not have: they stay as they are. */
@NullMarked
package alluxio.admission.injector.retained;

import org.jspecify.annotations.NullMarked;
