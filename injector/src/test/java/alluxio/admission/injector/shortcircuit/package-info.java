/** Tests of alluxio.admission.injector.shortcircuit. */
@NullMarked
package alluxio.admission.injector.shortcircuit;

import org.jspecify.annotations.NullMarked;
