/** Removes what an injection added, by the status of the pod. */
@NullMarked
package alluxio.admission.injector.uninject;

import org.jspecify.annotations.NullMarked;
