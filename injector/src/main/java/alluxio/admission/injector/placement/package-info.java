/** Where a pod can land, and whether a worker of Alluxio is or can be there. */
@NullMarked
package alluxio.admission.injector.placement;

import org.jspecify.annotations.NullMarked;
