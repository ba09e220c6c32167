/** Pure: a pod and a profile to a {@link alluxio.admission.injector.Decision}. One mutator per file; no I/O, no clock. */
@NullMarked
package alluxio.admission.injector;

import org.jspecify.annotations.NullMarked;
