/** Keeps clients on nodes with workers, and lets nodes with clients be scaled down. */
@NullMarked
package alluxio.admission.injector.scheduling;

import org.jspecify.annotations.NullMarked;
