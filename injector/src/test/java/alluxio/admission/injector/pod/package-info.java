/** Tests of alluxio.admission.injector.pod. */
@NullMarked
package alluxio.admission.injector.pod;

import org.jspecify.annotations.NullMarked;
