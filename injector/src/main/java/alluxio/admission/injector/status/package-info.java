/** The annotation {@code alluxio.io/status}: what was injected, written and read again. */
@NullMarked
package alluxio.admission.injector.status;

import org.jspecify.annotations.NullMarked;
