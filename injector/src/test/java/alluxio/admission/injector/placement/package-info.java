/** Tests of alluxio.admission.injector.placement. */
@NullMarked
package alluxio.admission.injector.placement;

import org.jspecify.annotations.NullMarked;
