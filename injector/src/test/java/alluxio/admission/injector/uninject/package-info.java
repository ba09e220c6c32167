/** Tests of alluxio.admission.injector.uninject. */
@NullMarked
package alluxio.admission.injector.uninject;

import org.jspecify.annotations.NullMarked;
