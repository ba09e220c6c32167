/** Reads the settings of a pod from its labels and annotations, and refuses invalid ones. */
@NullMarked
package alluxio.admission.injector.request;

import org.jspecify.annotations.NullMarked;
