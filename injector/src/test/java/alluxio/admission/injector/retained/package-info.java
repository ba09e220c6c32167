/** Tests of alluxio.admission.injector.placement. */
@NullMarked
package alluxio.admission.injector.retained;

import org.jspecify.annotations.NullMarked;
