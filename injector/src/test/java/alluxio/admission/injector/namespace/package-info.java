/** Tests of alluxio.admission.injector.namespace. */
@NullMarked
package alluxio.admission.injector.namespace;

import org.jspecify.annotations.NullMarked;
