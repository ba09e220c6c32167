/** Tests of alluxio.admission.injector.clientproperties. */
@NullMarked
package alluxio.admission.injector.clientproperties;

import org.jspecify.annotations.NullMarked;
