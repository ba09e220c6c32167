/** Tests of alluxio.admission.injector.patch. */
@NullMarked
package alluxio.admission.injector.patch;

import org.jspecify.annotations.NullMarked;
