/** A pod as the injector reads it: its objects with their paths, its containers, and its settings. */
@NullMarked
package alluxio.admission.injector.pod;

import org.jspecify.annotations.NullMarked;
