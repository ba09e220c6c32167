/** Keeps clients on the nodes of the workers, and no node from being scaled down. */
@NullMarked
package alluxio.admission.injector.scheduling;

import org.jspecify.annotations.NullMarked;
