/** Tests of alluxio.admission.injector.resources. */
@NullMarked
package alluxio.admission.injector.resources;

import org.jspecify.annotations.NullMarked;
