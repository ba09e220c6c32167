/** Tests of alluxio.admission.injector.request. */
@NullMarked
package alluxio.admission.injector.request;

import org.jspecify.annotations.NullMarked;
