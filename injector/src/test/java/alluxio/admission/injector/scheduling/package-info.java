/** Tests of alluxio.admission.injector.scheduling. */
@NullMarked
package alluxio.admission.injector.scheduling;

import org.jspecify.annotations.NullMarked;
