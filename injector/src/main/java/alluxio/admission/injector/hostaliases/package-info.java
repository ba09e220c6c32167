/** Host names for addresses outside the cluster. */
@NullMarked
package alluxio.admission.injector.hostaliases;

import org.jspecify.annotations.NullMarked;
